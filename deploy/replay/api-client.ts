/** Calls Callout's public API by its contracts until it answers: a service that is being restarted is waited for. */
import { setTimeout as delay } from 'node:timers/promises';

import { addressOf, etagOf } from '#contracts/http/route.ts';
import type { AnswerOf, RequestOf, RouteSpec } from '#contracts/http/route.ts';
import { Problem } from '#contracts/problems/problem.ts';

/** A problem that trying again does not help against. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail ?? problem.title}${pointersOf(problem)}`);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

/** Nobody answered in all the time there was. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface ApiClient {
  /** How long anything is tried or waited for, in milliseconds. */
  readonly patienceMs: number;
  /**
   * One answer of the contract, after as many tries as it takes.
   * @throws Refusal for a problem that stays; NoAnswer after `patienceMs`
   */
  readonly call: <Spec extends RouteSpec>(contract: Spec, request: RequestOf<Spec>) => Promise<AnswerOf<Spec>>;
}

export interface ApiOptions {
  /** Where the gateway answers. */
  readonly url: string;
  /** An API token. */
  readonly token: string;
  /** How long one call is tried for, in milliseconds. */
  readonly patienceMs: number;
  /** Told of each try that came to nothing. */
  readonly onRetry?: (reason: string) => void;
}

interface LooseRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly ifMatch?: number;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;
/** Longer than a person's command may take, so that its outcome is waited for and not asked twice. */
const oneTryMs = 60_000;

/** Codes of commands that wait for another to end: their turn comes. */
const busyCodes: ReadonlySet<string> = new Set(['idempotency.in-progress', 'order.busy', 'order.undoing']);
const passingStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

export function createApiClient(options: ApiOptions): ApiClient {
  return {
    patienceMs: options.patienceMs,
    async call(contract, request) {
      const deadline = Date.now() + options.patienceMs;
      for (let tries = 1; ; tries += 1) {
        const answer = await attempt(options, contract, request);
        if ('done' in answer) return answer.done;
        if (Date.now() > deadline)
          throw new NoAnswer(`${contract.method} ${contract.path} was tried ${tries} times: ${answer.again}`);
        options.onRetry?.(answer.again);
        await delay(pauseMs(tries, answer.afterMs));
      }
    },
  };
}

/** Doubles from a tenth of a second, and differs from caller to caller; never shorter than the server asks for. */
function pauseMs(tries: number, wantedMs: number): number {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1));
  return Math.max(wantedMs, longest * (0.5 + Math.random() / 2));
}

type Attempt<Spec extends RouteSpec> =
  { readonly done: AnswerOf<Spec> } | { readonly again: string; readonly afterMs: number };

async function attempt<Spec extends RouteSpec>(
  { url, token }: ApiOptions,
  contract: Spec,
  request: RequestOf<Spec>,
): Promise<Attempt<Spec>> {
  // The contract's own type says which parts there are; here all are looked for.
  const parts: LooseRequest = request as LooseRequest;
  const address = url + addressOf(contract, parts.params, parts.query);
  const arrived = await arrival(address, initOf(contract, parts, token));
  return 'again' in arrived ? arrived : answerOf(contract, arrived);
}

type Arrived = { readonly status: number; readonly headers: Headers; readonly text: string };

async function arrival(address: string, init: RequestInit): Promise<Arrived | { again: string; afterMs: number }> {
  try {
    const response = await fetch(address, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return { again: reasonOf(error), afterMs: 0 };
  }
}

function initOf({ method }: RouteSpec, request: LooseRequest, token: string): RequestInit {
  const { body, key, ifMatch, headers = {} } = request;
  return {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(ifMatch === undefined ? {} : { 'if-match': etagOf(ifMatch) }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    },
    signal: AbortSignal.timeout(oneTryMs),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** @throws Refusal for a problem that stays; ZodError for an answer that is not agreed */
function answerOf<Spec extends RouteSpec>(contract: Spec, { status, headers, text }: Arrived): Attempt<Spec> {
  const declared = contract.responses[status];
  if (declared !== undefined) {
    const body = declared.schema === undefined ? text : declared.schema.parse(jsonOf(text));
    // Checked against the schema of its status, which is what makes it an answer of the contract.
    return { done: { status, headers: Object.fromEntries(headers), body } as unknown as AnswerOf<Spec> };
  }
  const problem = Problem.safeParse(jsonOf(text));
  if (!problem.success) return { again: `answered ${status}, which is not agreed`, afterMs: 0 };
  const refusal = new Refusal(problem.data);
  const isPassing = passingStatuses.has(status) || busyCodes.has(refusal.code);
  // A withdrawn command stays withdrawn under its key: who sent it chooses another one.
  if (!isPassing || refusal.code === 'command.withdrawn') throw refusal;
  return { again: refusal.message, afterMs: Number(headers.get('retry-after') ?? 0) * 1_000 };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function pointersOf({ errors }: Problem): string {
  return errors === undefined ? '' : ` (${errors.map((entry) => JSON.stringify(entry)).join(', ')})`;
}
