/** API tokens as rows. */
import { sql } from 'kysely';

import type { ApiToken } from '#contracts/http/identity.ts';
import type { Role } from '#contracts/roles.ts';
import type { Db } from '../connection.ts';
import { withRoles } from './identity.ts';

type GatewayDb = Db<'gateway'>;

const tokenColumns = [
  'id',
  'version',
  'label',
  'roles',
  'customerId',
  'createdAt',
  'expiresAt',
  'revokedAt',
  'lastUsedAt',
] as const;

export async function findTokenBySecret(db: GatewayDb, secretHash: string): Promise<ApiToken | undefined> {
  const row = await db
    .selectFrom('apiTokens')
    .select(tokenColumns)
    .where('secretHash', '=', secretHash)
    .executeTakeFirst();
  return row && withRoles(row);
}

/** The token, locked until the transaction ends, or undefined. */
export async function lockToken(db: GatewayDb, id: string): Promise<ApiToken | undefined> {
  const row = await db.selectFrom('apiTokens').select(tokenColumns).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && withRoles(row);
}

/** At most `limit` tokens, the latest first, behind the one that was created at `after.createdAt`. */
export async function listTokens(
  db: GatewayDb,
  limit: number,
  after: { readonly createdAt: string; readonly id: string } | null,
): Promise<readonly ApiToken[]> {
  const rows = await db
    .selectFrom('apiTokens')
    .select(tokenColumns)
    .$if(after !== null, (query) => query.where(sql<boolean>`(created_at, id) < (${after?.createdAt}, ${after?.id})`))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(withRoles);
}

export async function insertToken(
  db: GatewayDb,
  token: Omit<ApiToken, 'roles'> & { readonly roles: readonly Role[]; readonly secretHash: string },
): Promise<void> {
  await db
    .insertInto('apiTokens')
    .values({ ...token, roles: [...token.roles] })
    .execute();
}

export async function markTokenRevoked(db: GatewayDb, id: string, version: number, revokedAt: string): Promise<void> {
  await db.updateTable('apiTokens').set({ version, revokedAt }).where('id', '=', id).execute();
}

export async function touchToken(db: GatewayDb, id: string, lastUsedAt: string): Promise<void> {
  await db.updateTable('apiTokens').set({ lastUsedAt }).where('id', '=', id).execute();
}
