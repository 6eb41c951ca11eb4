/** Who is signed in, and what they may call. */
import { useSuspenseQuery } from '@tanstack/react-query';

import { identityRoutes } from '#contracts/http/identity.ts';
import type { Session } from '#contracts/http/identity.ts';
import type { RouteSpec } from '#contracts/http/route.ts';

import { queryOf } from './queries.ts';

/** The signed-in user; its first fetch decides whether the sign-in page is shown. */
export const sessionQuery = { ...queryOf(identityRoutes.getSession, {}), staleTime: 5 * 60_000, retry: false };

/** The signed-in user, within pages that need one. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** Whether a user's roles may call a route. */
export function mayCall(session: Pick<Session, 'roles'>, contract: Pick<RouteSpec, 'roles'>): boolean {
  const callers: readonly string[] | string = contract.roles;
  return typeof callers === 'string' || session.roles.some((role) => callers.includes(role));
}
