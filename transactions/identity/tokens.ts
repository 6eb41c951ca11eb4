/** Issuing and revoking API tokens. */
import { identityEvents } from '#contracts/events/identity.ts';
import type { ApiToken, IssuedToken } from '#contracts/http/identity.ts';
import type { Actor, Role } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { appendEvent } from '#db/outbox.ts';
import { insertToken, lockToken, markTokenRevoked } from '#db/queries/identity.ts';
import type { TokenRow } from '#db/queries/identity.ts';
import { lockCreation } from '#db/queries/identity-locks.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { issueToken as decideIssue } from '#domain/identity/api-token.ts';
import type { GrantRefusalCode } from '#domain/identity/grant.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import type { Creation } from './creation.ts';
import { hashSecret } from './secret.ts';

export interface NewToken {
  readonly label: string;
  readonly roles: readonly Role[];
  readonly customerId: string | null;
  readonly expiresAt: string | null;
}

/** Issues a token with the given secret; the same request again answers with the token and no secret. */
export function issueToken(
  db: Db<'gateway'>,
  actor: Actor,
  input: { readonly creation: Creation; readonly token: NewToken; readonly secret: string; readonly now: string },
): Promise<Decision<{ token: IssuedToken }, GrantRefusalCode | 'token.expiry-past' | 'idempotency.other-body'>> {
  const { creation, secret, now } = input;
  return transaction(db, actor, async (t) => {
    await lockCreation(t, creation.id);
    const known = await lockToken(t, creation.id);
    if (known !== undefined) {
      if (known.requestHash !== creation.requestHash) return refuse('idempotency.other-body');
      return accept({ token: { ...view(known), secret: null } });
    }
    const decided = decideIssue(input.token, now);
    if (!decided.ok) return decided;
    const token = await addToken(t, input.token, { creation, secret, now });
    return accept({ token: { ...token, secret } });
  });
}

/** Writes a token that was decided, and the event. */
export async function addToken(
  t: Transaction<'gateway'>,
  token: NewToken,
  more: { readonly creation: Creation; readonly secret: string; readonly now: string },
): Promise<ApiToken> {
  const { creation, now } = more;
  const life = { createdAt: now, revokedAt: null, lastUsedAt: null };
  const row = { ...token, ...creation, ...life, roles: [...token.roles], version: 1 };
  await insertToken(t, { ...row, secretHash: hashSecret(more.secret) });
  await appendEvent(t, identityEvents.tokenIssued, {
    aggregateId: row.id,
    version: row.version,
    occurredAt: now,
    customerId: row.customerId,
    data: { roles: row.roles, customerId: row.customerId, expiresAt: row.expiresAt },
  });
  return view(row);
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

/** A token as the doors show it. */
export function view({ requestHash: _, ...token }: TokenRow): ApiToken {
  const { id, label, roles, customerId, createdAt, expiresAt, revokedAt, lastUsedAt, version } = token;
  return { id, label, roles, customerId, createdAt, expiresAt, revokedAt, lastUsedAt, version };
}
