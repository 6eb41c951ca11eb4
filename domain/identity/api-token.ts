/** API tokens: a machine's credentials, with roles of its own and an end. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';
import { diffMs } from '../shared/instant.ts';
import type { Instant } from '../shared/instant.ts';
import { checkGrant } from './grant.ts';
import type { Grant, GrantRefusalCode } from './grant.ts';

export interface TokenLife {
  /** Null for a token that stays valid until it is revoked. */
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
}

/** The last use of a token is written down at most this often, so that using it costs no write. */
export const tokenTouchEveryMs = 5 * 60_000;

/** Whether a token may be issued with these roles and this end. */
export function issueToken(
  wanted: Grant & { readonly expiresAt: Instant | null },
  now: Instant,
): Decision<Record<never, never>, GrantRefusalCode | 'token.expiry-past'> {
  if (wanted.expiresAt !== null && diffMs(now, wanted.expiresAt) <= 0) return refuse('token.expiry-past');
  const grant = checkGrant(wanted);
  return grant.ok ? accept({}) : grant;
}

export function isTokenLive(life: TokenLife, now: Instant): boolean {
  return life.revokedAt === null && (life.expiresAt === null || diffMs(now, life.expiresAt) > 0);
}
