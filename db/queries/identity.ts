/** Users, sessions, API tokens and failed sign-ins as rows. */
import { sql } from 'kysely';
import * as z from 'zod';

import type { User } from '#contracts/http/identity.ts';
import { Role } from '#contracts/roles.ts';
import type { SignInFailures } from '#domain/identity/sign-in.ts';
import type { Db } from '../connection.ts';
import { contains } from '../like-pattern.ts';

type GatewayDb = Db<'gateway'>;

const Roles = z.array(Role);

/** All of a user but the password. */
const userColumns = [
  'id',
  'version',
  'email',
  'displayName',
  'roles',
  'customerId',
  'disabledAt',
  'mustChangePassword',
  'providerSubject',
  'createdAt',
] as const;

/** Roles come back as text; a role that this version does not know is a bug of a migration, and loud. */
export function withRoles<Row extends { readonly roles: readonly string[] }>(row: Row): Row & { roles: Role[] } {
  return { ...row, roles: Roles.parse(row.roles) };
}

/** The user, locked until the transaction ends, or undefined. */
export async function lockUser(db: GatewayDb, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').select(userColumns).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && withRoles(row);
}

export async function findUser(db: GatewayDb, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').select(userColumns).where('id', '=', id).executeTakeFirst();
  return row && withRoles(row);
}

/** What sign-in needs of a user, by normalized e-mail address. */
export async function findCredentials(
  db: GatewayDb,
  email: string,
): Promise<{ userId: string; passwordHash: string } | undefined> {
  return db
    .selectFrom('users')
    .select(['id as userId', 'passwordHash'])
    .where('email', '=', email)
    .where('disabledAt', 'is', null)
    .executeTakeFirst();
}

export interface UserSearch {
  /** Part of the name or the e-mail address, whatever the case; null for all. */
  readonly search: string | null;
  /** The e-mail address behind which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A page of users by e-mail address. */
export async function listUsers(db: GatewayDb, wish: UserSearch): Promise<readonly User[]> {
  const { search, after } = wish;
  const rows = await db
    .selectFrom('users')
    .select(userColumns)
    .$if(after !== null, (query) => query.where('email', '>', after ?? ''))
    .$if(search !== null, (query) => query.where(contains(['displayName', 'email'], search ?? '')))
    .orderBy('email')
    .limit(wish.limit)
    .execute();
  return rows.map(withRoles);
}

export async function isEmailTaken(db: GatewayDb, email: string, exceptId: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .where('id', '<>', exceptId)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many users other than this one can manage users. */
export async function countOtherAdministrators(db: GatewayDb, exceptId: string): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('disabledAt', 'is', null)
    .where('id', '<>', exceptId)
    .where(sql<boolean>`'administrator' = any(roles)`)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function insertUser(
  db: GatewayDb,
  user: Omit<User, 'roles'> & { readonly roles: readonly Role[]; readonly passwordHash: string },
): Promise<void> {
  await db
    .insertInto('users')
    .values({ ...user, roles: [...user.roles] })
    .execute();
}

export async function updateUser(
  db: GatewayDb,
  id: string,
  change: Pick<
    User,
    'version' | 'email' | 'displayName' | 'roles' | 'customerId' | 'disabledAt' | 'mustChangePassword'
  >,
): Promise<void> {
  await db.updateTable('users').set(change).where('id', '=', id).execute();
}

export async function updatePasswordHash(db: GatewayDb, id: string, passwordHash: string): Promise<void> {
  await db.updateTable('users').set({ passwordHash }).where('id', '=', id).execute();
}

/** From now on the user's password is one that the user chose. */
export async function markPasswordAsOwn(db: GatewayDb, id: string): Promise<void> {
  await db.updateTable('users').set({ mustChangePassword: false }).where('id', '=', id).execute();
}

export async function insertSession(
  db: GatewayDb,
  session: {
    readonly secretHash: string;
    readonly userId: string;
    readonly createdAt: string;
    readonly byProvider: boolean;
  },
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({ ...session, lastSeenAt: session.createdAt })
    .execute();
}

export interface SessionRow {
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly userId: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly customerId: string | null;
  readonly mustChangePassword: boolean;
  /** Whether it began at the identity provider, where no password of ours was asked for. */
  readonly byProvider: boolean;
}

/** The session of a secret with its user, unless the user is disabled. */
export async function findSession(db: GatewayDb, secretHash: string): Promise<SessionRow | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .select([
      'sessions.createdAt',
      'sessions.lastSeenAt',
      'users.id as userId',
      'users.email',
      'users.displayName',
      'users.roles',
      'users.customerId',
      'users.mustChangePassword',
      'sessions.byProvider',
    ])
    .where('secretHash', '=', secretHash)
    .where('users.disabledAt', 'is', null)
    .executeTakeFirst();
  return row && withRoles(row);
}

export async function touchSession(db: GatewayDb, secretHash: string, lastSeenAt: string): Promise<void> {
  await db.updateTable('sessions').set({ lastSeenAt }).where('secretHash', '=', secretHash).execute();
}

export async function deleteSession(db: GatewayDb, secretHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('secretHash', '=', secretHash).execute();
}

/** Ends all sessions of a user, but the one that is named. */
export async function deleteSessionsOf(db: GatewayDb, userId: string, exceptHash: string | null): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('userId', '=', userId)
    .$if(exceptHash !== null, (query) => query.where('secretHash', '<>', exceptHash ?? ''))
    .execute();
}

/** Removes sessions and failures that no rule looks at any more. */
export async function deleteStale(
  db: GatewayDb,
  before: { readonly createdAt: string; readonly lastSeenAt: string; readonly failedAt: string },
): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((row) => row.or([row('createdAt', '<', before.createdAt), row('lastSeenAt', '<', before.lastSeenAt)]))
    .execute();
  await db.deleteFrom('signInFailures').where('lastAt', '<', before.failedAt).execute();
}

/** The failures of a name, locked until the transaction ends: attempts at one name are judged one after the other. */
export async function lockFailures(db: GatewayDb, nameHash: string): Promise<SignInFailures | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${nameHash}, 0))`.execute(db);
  const row = await db
    .selectFrom('signInFailures')
    .select(['count', 'lastAt'])
    .where('nameHash', '=', nameHash)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveFailures(db: GatewayDb, nameHash: string, failures: SignInFailures): Promise<void> {
  await db
    .insertInto('signInFailures')
    .values({ nameHash, ...failures })
    .onConflict((conflict) => conflict.column('nameHash').doUpdateSet({ ...failures }))
    .execute();
}

export async function forgetFailures(db: GatewayDb, nameHash: string): Promise<void> {
  await db.deleteFrom('signInFailures').where('nameHash', '=', nameHash).execute();
}

/** Names of users and labels of tokens, of those that row-level security shows. */
export async function findActorNames(
  db: GatewayDb,
  ids: { readonly users: readonly string[]; readonly tokens: readonly string[] },
): Promise<readonly { principal: string; displayName: string }[]> {
  const users = ids.users.length
    ? await db.selectFrom('users').select(['id', 'displayName']).where('id', 'in', ids.users).execute()
    : [];
  const tokens = ids.tokens.length
    ? await db.selectFrom('apiTokens').select(['id', 'label']).where('id', 'in', ids.tokens).execute()
    : [];
  return [
    ...users.map(({ id, displayName }) => ({ principal: `user:${id}`, displayName })),
    ...tokens.map(({ id, label }) => ({ principal: `token:${id}`, displayName: label })),
  ];
}
