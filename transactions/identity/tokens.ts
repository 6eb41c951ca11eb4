/** Issuing and revoking API tokens. */
import { v7 as uuidv7 } from 'uuid';

import { identityEvents } from '#contracts/events/identity.ts';
import type { ApiToken, IssuedToken } from '#contracts/http/identity.ts';
import type { Actor, Role } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { appendEvent } from '#db/outbox.ts';
import { idempotent } from '#db/idempotency.ts';
import { insertToken, lockToken, markTokenRevoked } from '#db/queries/identity-tokens.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { issueToken as decideIssue } from '#domain/identity/api-token.ts';
import type { GrantRefusalCode } from '#domain/identity/grant.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { hashSecret, newTokenSecret } from './secret.ts';

export interface NewToken {
  readonly label: string;
  readonly roles: readonly Role[];
  readonly customerId: string | null;
  readonly expiresAt: string | null;
}

/** Issues a token; the same request again answers with the token and no secret, which is nowhere kept. */
export function issueToken(
  db: Db<'gateway'>,
  actor: Actor,
  input: { readonly key: string; readonly token: NewToken; readonly now: string },
): Promise<Decision<{ token: IssuedToken }, GrantRefusalCode | 'token.expiry-past' | 'idempotency.other-body'>> {
  const { key, token, now } = input;
  return transaction(db, actor, async (t) => {
    let secret: string | null = null;
    const decided = await idempotent(t, { route: 'issueToken', key, asks: token }, async () => {
      const allowed = decideIssue(token, now);
      if (!allowed.ok) return allowed;
      secret = newTokenSecret();
      return accept({ token: await addToken(t, token, secret, now) });
    });
    return decided.ok ? accept({ token: { ...decided.token, secret } }) : decided;
  });
}

/** Writes a token that was decided, and the event. */
export async function addToken(
  t: Transaction<'gateway'>,
  token: NewToken,
  secret: string,
  now: string,
): Promise<ApiToken> {
  const life = { createdAt: now, revokedAt: null, lastUsedAt: null };
  const added = { id: uuidv7(), version: 1, ...token, roles: [...token.roles], ...life };
  await insertToken(t, { ...added, secretHash: hashSecret(secret) });
  await appendEvent(t, identityEvents.tokenIssued, {
    aggregateId: added.id,
    version: added.version,
    occurredAt: now,
    customerId: added.customerId,
    data: { roles: added.roles, customerId: added.customerId, expiresAt: added.expiresAt },
  });
  return added;
}

/** Revokes a token; revoking it again changes nothing. */
export function revokeToken(
  db: Db<'gateway'>,
  actor: Actor,
  input: { readonly tokenId: string; readonly now: string },
): Promise<Decision<Record<never, never>, 'resource.unknown'>> {
  return transaction(db, actor, async (t) => {
    const token = await lockToken(t, input.tokenId);
    if (token === undefined) return refuse('resource.unknown');
    if (token.revokedAt !== null) return accept({});
    const version = token.version + 1;
    await markTokenRevoked(t, token.id, version, input.now);
    await appendEvent(t, identityEvents.tokenRevoked, {
      aggregateId: token.id,
      version,
      occurredAt: input.now,
      customerId: token.customerId,
      data: { revokedAt: input.now },
    });
    return accept({});
  });
}
