/** Sign-in by an identity provider, before the browser goes there and after it comes back. */
import type { Role } from '#contracts/roles.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { insertSession, lockUser, updateUser } from '#db/queries/identity.ts';
import { lockAdministrators } from '#db/queries/identity-locks.ts';
import {
  findUserByLogin,
  findUserBySubject,
  insertPendingSignIn,
  takePendingSignIn,
  updateProviderLink,
} from '#db/queries/identity-provider.ts';
import type { PendingSignIn } from '#db/queries/identity-provider.ts';
import { appendEvent } from '#db/outbox.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { identityEvents } from '#contracts/events/identity.ts';
import { isPendingSignInLive, signInByProvider } from '#domain/identity/provider.ts';
import type { ProviderRefusalCode, ProviderSignIn } from '#domain/identity/provider.ts';
import { normalizeEmail } from '#domain/identity/user.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { hashOfNoPassword } from './password-hash.ts';
import { hashSecret } from './secret.ts';
import { addUser } from './users.ts';

const actor = systemActor('sign-in');

/** Writes down what the answer of the provider has to fit, under the secret of the browser's cookie. */
export function beginProviderSignIn(
  db: Db<'gateway'>,
  { secret, ...pending }: PendingSignIn & { readonly secret: string },
): Promise<void> {
  return transaction(db, actor, (t) => insertPendingSignIn(t, { ...pending, secretHash: hashSecret(secret) }));
}

/** What the sign-in of a cookie's secret waits for, once: another answer to the same finds nothing. */
export function takeProviderSignIn(
  db: Db<'gateway'>,
  { secret, now }: { readonly secret: string; readonly now: string },
): Promise<Decision<{ pending: PendingSignIn }, 'provider.sign-in-over'>> {
  return transaction(db, actor, async (t) => {
    const pending = await takePendingSignIn(t, hashSecret(secret));
    if (pending === undefined || !isPendingSignInLive(pending.createdAt, now)) return refuse('provider.sign-in-over');
    return accept({ pending });
  });
}

/** What the provider proved about who is there. */
export interface ProvenAccount {
  readonly issuer: string;
  readonly subject: string;
  /** Null when the provider says nothing that may be believed. */
  readonly login: string | null;
  readonly displayName: string | null;
}

export interface GoodProviderSignIn {
  readonly account: ProvenAccount;
  /** The role of those whom nobody entered; null when they are refused. */
  readonly newUsersRole: Role | null;
  readonly secret: string;
  readonly now: string;
}

type Signed = { readonly userId: string };

/** Begins a session for whom the account stands for, who is linked with it, or added, where that is wanted. */
export function finishProviderSignIn(
  db: Db<'gateway'>,
  input: GoodProviderSignIn,
): Promise<Decision<Signed, ProviderRefusalCode>> {
  const { issuer, subject, login } = input.account;
  return transaction(db, actor, async (t) => {
    // Two browsers of one person may come back at once, and both find nobody.
    await lockAdministrators(t);
    const email = login === null ? null : normalizeEmail(login);
    const bySubject = await findUserBySubject(t, issuer, subject);
    const byLogin = email === null ? undefined : await findUserByLogin(t, issuer, email);
    const decided = signInByProvider({ subject, login: email }, bySubject, byLogin, input.newUsersRole !== null);
    if (!decided.ok) return decided;
    const userId = await settle(t, decided.signIn, input);
    const secretHash = hashSecret(input.secret);
    await insertSession(t, { secretHash, userId, createdAt: input.now, byProvider: true });
    return accept({ userId });
  });
}

async function settle(t: Transaction<'gateway'>, signIn: ProviderSignIn, input: GoodProviderSignIn): Promise<string> {
  const { account, now } = input;
  if (signIn.kind === 'known') return signIn.userId;
  if (signIn.kind === 'link') {
    await link(t, signIn.userId, account, now);
    return signIn.userId;
  }
  const added = await addUser(
    t,
    {
      email: signIn.login,
      displayName: account.displayName ?? signIn.login,
      roles: input.newUsersRole === null ? [] : [input.newUsersRole],
      customerId: null,
      passwordHash: hashOfNoPassword(),
      mustChangePassword: false,
    },
    now,
  );
  await updateProviderLink(t, added.id, account);
  return added.id;
}

async function link(
  t: Transaction<'gateway'>,
  userId: string,
  { issuer, subject }: ProvenAccount,
  now: string,
): Promise<void> {
  const user = await lockUser(t, userId);
  if (user === undefined) throw new Error(`User ${userId} is not there, whom the rule has just seen`);
  const { email, displayName, roles, customerId, disabledAt, mustChangePassword } = user;
  const version = user.version + 1;
  await updateUser(t, userId, { version, email, displayName, roles, customerId, disabledAt, mustChangePassword });
  await updateProviderLink(t, userId, { issuer, subject });
  await appendEvent(t, identityEvents.userChanged, {
    aggregateId: userId,
    version,
    occurredAt: now,
    customerId,
    data: { roles, customerId, disabled: disabledAt !== null, changed: ['providerSubject'] },
  });
}
