/** Server state: what is read by route contract, what is sent, and what a change makes stale. */
import { useRef } from 'react';
import {
  MutationCache,
  QueryCache,
  QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { Query } from '@tanstack/react-query';

import type { Area } from '#contracts/areas.ts';
import { identityRoutes } from '#contracts/http/identity.ts';
import type { AnswerOf, RequestOf, RouteSpec } from '#contracts/http/route.ts';

import { asksAgain, pauseBefore } from './asking-again.ts';
import { AnsweredProblem, call, read } from './client.ts';
import { createIntentKeys } from './intent-keys.ts';

/** The query of a reading route; its key is area, route and request, by which hints find it. */
export function queryOf<Spec extends RouteSpec>(contract: Spec, request: RequestOf<Spec>) {
  return queryOptions({
    queryKey: [contract.area, contract.id, request] as const,
    queryFn: ({ signal }) => read(contract, request, signal),
  });
}

const tries = 3;

/** Tries again where trying may help; a refusal stays one. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (thrown: unknown) => {
    if (thrown instanceof AnsweredProblem && thrown.problem.code === 'actor.unknown') onSignedOut();
  };
  return new QueryClient({
    // Whether somebody is signed in is asked by the router, which knows where to go.
    queryCache: new QueryCache({
      onError: (thrown, { queryKey }) => queryKey[1] !== identityRoutes.getSession.id && onError(thrown),
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, thrown) => failures < tries && thrown instanceof AnsweredProblem && thrown.isOpen,
      },
    },
  });
}

/** What a caller gives for one intent: the request without its Idempotency-Key. */
export type IntentOf<Spec extends RouteSpec> = Omit<RequestOf<Spec>, 'key'>;

/**
 * Sends what a person means, once: the same request again after no answer goes out under the same Idempotency-Key.
 * What is busy for a moment is asked again for some seconds. What was read of the same thing is read again afterwards.
 */
export function useIntent<Spec extends RouteSpec>(contract: Spec) {
  const client = useQueryClient();
  const keys = useRef(createIntentKeys());
  return useMutation<AnswerOf<Spec>, Error, IntentOf<Spec>>({
    mutationFn: async (intent) => {
      const key = keys.current.keyOf(intent);
      // The contract says whether it wants the key; its type is what the key was taken out of.
      const request = (contract.idempotent === true ? { ...intent, key } : intent) as RequestOf<Spec>;
      try {
        const answer = await call(contract, request);
        keys.current.forget();
        return answer;
      } catch (thrown) {
        if (!(thrown instanceof AnsweredProblem && thrown.isOpen)) keys.current.forget();
        throw thrown;
      }
    },
    retry: asksAgain,
    retryDelay: pauseBefore,
    onSettled: (_answer, _error, intent) => refresh(client, contract.area, idsOf(intent)),
  });
}

/** Reads again what belongs to an area and to one of some things; without things, all of the area. */
export async function refresh(client: QueryClient, area: Area, ids?: readonly string[]): Promise<void> {
  const predicate = (query: Query) => belongsTo(query.queryKey, area, ids);
  // A first fetch that is under way would swallow the news: it ends, and starts anew.
  await client.cancelQueries({ predicate: (query) => query.state.data === undefined && predicate(query) });
  await client.invalidateQueries({ predicate });
}

/** Whether a query reads of an area and, where its address names a thing, of one of these things. */
export function belongsTo(key: readonly unknown[], area: string, ids?: readonly string[]): boolean {
  if (key[0] !== area) return false;
  const named = idsOf(key[2]);
  return ids === undefined || ids.length === 0 || named.length === 0 || named.some((id) => ids.includes(id));
}

function idsOf(request: unknown): readonly string[] {
  if (typeof request !== 'object' || request === null || !('params' in request)) return [];
  return Object.values(request.params ?? {}).map(String);
}
