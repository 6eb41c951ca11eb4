/** Links of users with an identity provider, and sign-ins that are under way there, as rows. */
import type { ProvidedUser } from '#domain/identity/provider.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** A sign-in that began at our page and goes on at the provider. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the browser wants to be afterwards: a path of ours. */
  readonly returnTo: string;
  readonly createdAt: string;
}

export async function insertPendingSignIn(
  t: Transaction<'gateway'>,
  pending: PendingSignIn & { readonly secretHash: string },
): Promise<void> {
  await t.insertInto('pendingSignIns').values(pending).execute();
}

/** The sign-in of a secret's hash, taken away: it goes on once. */
export async function takePendingSignIn(
  t: Transaction<'gateway'>,
  secretHash: string,
): Promise<PendingSignIn | undefined> {
  return t
    .deleteFrom('pendingSignIns')
    .where('secretHash', '=', secretHash)
    .returning(['state', 'nonce', 'verifier', 'returnTo', 'createdAt'])
    .executeTakeFirst();
}

/** Removes sign-ins that nobody came back from. */
export async function deletePendingSignIns(db: Db<'gateway'>, before: string): Promise<void> {
  await db.deleteFrom('pendingSignIns').where('createdAt', '<', before).execute();
}

/** The user who is linked with a subject of a provider. */
export async function findUserBySubject(
  t: Transaction<'gateway'>,
  issuer: string,
  subject: string,
): Promise<ProvidedUser | undefined> {
  const row = await t
    .selectFrom('users')
    .select(['id as userId', 'disabledAt', 'providerSubject as subject'])
    .where('providerIssuer', '=', issuer)
    .where('providerSubject', '=', subject)
    .executeTakeFirst();
  return row && { userId: row.userId, disabled: row.disabledAt !== null, subject: row.subject };
}

/** The user of a normalized e-mail address, with the link to this provider; one to another provider does not count. */
export async function findUserByLogin(
  t: Transaction<'gateway'>,
  issuer: string,
  email: string,
): Promise<ProvidedUser | undefined> {
  const row = await t
    .selectFrom('users')
    .select(['id as userId', 'disabledAt', 'providerIssuer', 'providerSubject'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const subject = row.providerIssuer === issuer ? row.providerSubject : null;
  return { userId: row.userId, disabled: row.disabledAt !== null, subject };
}

/** Links a user with a subject, or with none. */
export async function updateProviderLink(
  t: Transaction<'gateway'>,
  userId: string,
  link: { readonly issuer: string; readonly subject: string } | null,
): Promise<void> {
  const change = { providerIssuer: link?.issuer ?? null, providerSubject: link?.subject ?? null };
  await t.updateTable('users').set(change).where('id', '=', userId).execute();
}
