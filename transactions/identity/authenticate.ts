/** Who is behind a session's secret or an API token. */
import type { Db } from '#db/connection.ts';
import { findSession, touchSession } from '#db/queries/identity.ts';
import { findTokenBySecret, touchToken } from '#db/queries/identity-tokens.ts';
import { transaction } from '#db/transaction.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Session } from '#contracts/http/identity.ts';
import { isTokenLive, tokenTouchEveryMs } from '#domain/identity/api-token.ts';
import { isSessionLive, isTouchDue, sessionEndsAt } from '#domain/identity/session.ts';
import { diffMs } from '#domain/shared/instant.ts';

const actor = systemActor('sign-in');

/** The session of a secret's hash, or undefined when there is none, it has ended, or its user is disabled. */
export function sessionOf(db: Db<'gateway'>, secretHash: string, now: string): Promise<Session | undefined> {
  return transaction(db, actor, async (t) => {
    const found = await findSession(t, secretHash);
    if (found === undefined || !isSessionLive(found, now)) return undefined;
    const isDue = isTouchDue(found, now);
    if (isDue) await touchSession(t, secretHash, now);
    return {
      principal: `user:${found.userId}`,
      displayName: found.displayName,
      email: found.email,
      roles: [...found.roles],
      customerId: found.customerId,
      expiresAt: sessionEndsAt(isDue ? { ...found, lastSeenAt: now } : found),
      mustChangePassword: found.mustChangePassword && !found.byProvider,
    };
  });
}

/** What a token's secret stands for, or undefined when there is no such token, it has expired, or it was revoked. */
export function tokenOf(db: Db<'gateway'>, secretHash: string, now: string): Promise<Session | undefined> {
  return transaction(db, actor, async (t) => {
    const found = await findTokenBySecret(t, secretHash);
    if (found === undefined || !isTokenLive(found, now)) return undefined;
    const isDue = found.lastUsedAt === null || diffMs(found.lastUsedAt, now) >= tokenTouchEveryMs;
    if (isDue) await touchToken(t, found.id, now);
    return {
      principal: `token:${found.id}`,
      displayName: found.label,
      email: null,
      roles: [...found.roles],
      customerId: found.customerId,
      expiresAt: found.expiresAt,
      mustChangePassword: false,
    };
  });
}
