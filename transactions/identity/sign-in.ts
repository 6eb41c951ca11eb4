/** Sign-in in two transactions, because a password is checked for a third of a second and no connection waits for that. */
import type { Db } from '#db/connection.ts';
import {
  deleteSession,
  deleteStale,
  findCredentials,
  findSession,
  findUser,
  forgetFailures,
  insertSession,
  lockFailures,
  saveFailures,
  updatePasswordHash,
} from '#db/queries/identity.ts';
import type { SessionRow } from '#db/queries/identity.ts';
import { deletePendingSignIns } from '#db/queries/identity-provider.ts';
import { transaction } from '#db/transaction.ts';
import { systemActor } from '#contracts/roles.ts';
import { mayUsePassword, pendingSignInMs } from '#domain/identity/provider.ts';
import type { PasswordPolicy } from '#domain/identity/provider.ts';
import { absoluteMs, idleMs } from '#domain/identity/session.ts';
import { afterFailure, failuresForgottenMs, mayTry } from '#domain/identity/sign-in.ts';
import { normalizeEmail } from '#domain/identity/user.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { addMs } from '#domain/shared/instant.ts';
import { hashSecret } from './secret.ts';

const actor = systemActor('sign-in');

/** How a name that was typed is known, whether or not it has an account. */
export function nameHashOf(email: string): string {
  return hashSecret(normalizeEmail(email));
}

/** An attempt that was let through; whoever has it checks the password next. */
export interface Attempt {
  readonly nameHash: string;
  /** Undefined when there is no such account: the attempt goes on all the same, so that nobody learns it. */
  readonly account: { readonly userId: string; readonly passwordHash: string } | undefined;
}

/**
 * Lets an attempt through or refuses it. It counts as failed from now on and until `finishSignIn`, so that attempts sent
 * at once do not slip past the count.
 */
export function beginSignIn(
  db: Db<'gateway'>,
  input: { readonly email: string; readonly now: string },
): Promise<Decision<{ attempt: Attempt }, 'session.too-many-failures'>> {
  const email = normalizeEmail(input.email);
  const nameHash = nameHashOf(email);
  return transaction(db, actor, async (t) => {
    const failures = await lockFailures(t, nameHash);
    const allowed = mayTry(failures, input.now);
    if (!allowed.ok) return allowed;
    await saveFailures(t, nameHash, afterFailure(failures, input.now));
    return accept({ attempt: { nameHash, account: await findCredentials(t, email) } });
  });
}

export interface GoodSignIn {
  readonly nameHash: string;
  readonly userId: string;
  readonly secret: string;
  readonly now: string;
  /** The password hashed anew, when the stored hash has weaker parameters than today's. */
  readonly newPasswordHash: string | null;
  /** Who may sign in so at all. */
  readonly passwords: PasswordPolicy;
}

/** Begins a session after the right password, where a password is enough. */
export function finishSignIn(
  db: Db<'gateway'>,
  input: GoodSignIn,
): Promise<Decision<{ session: SessionRow }, 'session.credentials-wrong' | 'session.password-not-enough'>> {
  const secretHash = hashSecret(input.secret);
  return transaction(db, actor, async (t) => {
    await forgetFailures(t, input.nameHash);
    const user = await findUser(t, input.userId);
    if (user === undefined || user.disabledAt !== null) return refuse('session.credentials-wrong');
    const enough = mayUsePassword(user.roles, input.passwords);
    if (!enough.ok) return enough;
    if (input.newPasswordHash !== null) await updatePasswordHash(t, input.userId, input.newPasswordHash);
    await insertSession(t, { secretHash, userId: input.userId, createdAt: input.now, byProvider: false });
    const session = await findSession(t, secretHash);
    return session === undefined ? refuse('session.credentials-wrong') : accept({ session });
  });
}

/** Takes back that an attempt counted as failed: its password was right, and it was about something else than a session. */
export function forgiveAttempt(db: Db<'gateway'>, nameHash: string): Promise<void> {
  return transaction(db, actor, (t) => forgetFailures(t, nameHash));
}

/** Ends a session. Ending it again changes nothing. */
export function signOut(db: Db<'gateway'>, secretHash: string): Promise<void> {
  return transaction(db, actor, (t) => deleteSession(t, secretHash));
}

/** Removes ended sessions, forgotten failures, and sign-ins that nobody came back from. */
export function sweepIdentity(db: Db<'gateway'>, now: string): Promise<void> {
  return transaction(db, systemActor('identity-sweep'), async (t) => {
    await deleteStale(t, {
      createdAt: addMs(now, -absoluteMs),
      lastSeenAt: addMs(now, -idleMs),
      failedAt: addMs(now, -failuresForgottenMs),
    });
    await deletePendingSignIns(t, addMs(now, -pendingSignInMs));
  });
}
