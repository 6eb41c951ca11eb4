/** Adding and changing users; their rights go out as events, their names do not. */
import { v7 as uuidv7 } from 'uuid';

import { identityEvents } from '#contracts/events/identity.ts';
import type { User } from '#contracts/http/identity.ts';
import type { Actor, Role } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import { appendEvent } from '#db/outbox.ts';
import {
  countOtherAdministrators,
  deleteSessionsOf,
  insertUser,
  isEmailTaken,
  lockUser,
  markPasswordAsOwn,
  updatePasswordHash,
  updateUser,
} from '#db/queries/identity.ts';
import { updateProviderLink } from '#db/queries/identity-provider.ts';
import { lockAdministrators } from '#db/queries/identity-locks.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { checkGrant } from '#domain/identity/grant.ts';
import type { GrantRefusalCode } from '#domain/identity/grant.ts';
import { changeUser as decideChange, normalizeEmail } from '#domain/identity/user.ts';
import { changedFields } from '#domain/shared/numbered.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';

/** No user has this id, so every user is another one. */
export const nobody = '00000000-0000-0000-0000-000000000000';

export interface NewUser {
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly customerId: string | null;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
}

/** Adds a user; the same request again answers with what it added. */
export function createUser(
  db: Db<'gateway'>,
  actor: Actor,
  input: { readonly key: string; readonly user: NewUser; readonly now: string },
): Promise<Decision<{ user: User }, GrantRefusalCode | 'user.email-taken' | 'idempotency.other-body'>> {
  const { passwordHash, ...asks } = input.user;
  return transaction(db, actor, (t) =>
    idempotent(t, { route: 'createUser', key: input.key, asks }, async () => {
      await lockAdministrators(t);
      const grant = checkGrant(asks);
      if (!grant.ok) return grant;
      const email = normalizeEmail(asks.email);
      if (await isEmailTaken(t, email, nobody)) return refuse('user.email-taken');
      return accept({ user: await addUser(t, { ...asks, email, passwordHash }, input.now) });
    }),
  );
}

/** Writes a user whose grant and e-mail address were checked, and the event. */
export async function addUser(t: Transaction<'gateway'>, user: NewUser, now: string): Promise<User> {
  const { passwordHash, ...rest } = user;
  const added = {
    id: uuidv7(),
    version: 1,
    ...rest,
    roles: [...user.roles],
    disabledAt: null,
    createdAt: now,
    providerSubject: null,
  };
  await insertUser(t, { ...added, passwordHash });
  await appendEvent(t, identityEvents.userCreated, {
    aggregateId: added.id,
    version: added.version,
    occurredAt: now,
    customerId: added.customerId,
    data: { roles: added.roles, customerId: added.customerId, disabled: false },
  });
  return added;
}

export interface UserChange {
  readonly userId: string;
  readonly ifMatch: number;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly customerId: string | null;
  readonly disabled: boolean;
  /** Null to leave the password as it is. */
  readonly passwordHash: string | null;
  /** Whether the link with the identity provider ends. */
  readonly forgetProvider: boolean;
  readonly now: string;
}

type ChangeRefusal =
  GrantRefusalCode | 'resource.unknown' | 'request.version-stale' | 'user.email-taken' | 'user.last-administrator';

/** Changes a user. Other rights, a new password or disabling end the user's sessions. */
export function changeUser(
  db: Db<'gateway'>,
  actor: Actor,
  input: UserChange,
): Promise<Decision<{ user: User }, ChangeRefusal>> {
  return transaction(db, actor, async (t) => {
    await lockAdministrators(t);
    const before = await lockUser(t, input.userId);
    if (before === undefined) return refuse('resource.unknown');
    if (before.version !== input.ifMatch) {
      return refuse('request.version-stale', { params: { sent: input.ifMatch, current: before.version } });
    }
    const others = await countOtherAdministrators(t, before.id);
    const decided = decideChange({ ...before, disabled: before.disabledAt !== null }, input, others);
    if (!decided.ok) return decided;
    const email = normalizeEmail(input.email);
    if (await isEmailTaken(t, email, before.id)) return refuse('user.email-taken');
    const user = await saveChange(t, before, { ...input, email, isOwn: actor.principal === `user:${before.id}` });
    const endsSessions = decided.changed || input.passwordHash !== null || input.forgetProvider;
    if (endsSessions) await deleteSessionsOf(t, before.id, null);
    return accept({ user });
  });
}

async function saveChange(
  t: Transaction<'gateway'>,
  before: User,
  input: UserChange & { readonly isOwn: boolean },
): Promise<User> {
  const { email, displayName, customerId, disabled, isOwn, now } = input;
  const change = {
    version: before.version + 1,
    email,
    displayName,
    roles: [...input.roles],
    customerId,
    disabledAt: disabled ? (before.disabledAt ?? now) : null,
    mustChangePassword: before.mustChangePassword || (input.passwordHash !== null && !isOwn),
  };
  const after = { ...before, ...change, ...(input.forgetProvider ? { providerSubject: null } : {}) };
  await updateUser(t, before.id, change);
  if (input.forgetProvider) await updateProviderLink(t, before.id, null);
  if (input.passwordHash !== null) await updatePasswordHash(t, before.id, input.passwordHash);
  await appendEvent(t, identityEvents.userChanged, {
    aggregateId: before.id,
    version: change.version,
    occurredAt: now,
    customerId,
    data: { roles: change.roles, customerId, disabled, changed: changedOf(before, after, input.passwordHash) },
  });
  return after;
}

/** The names of what is different, in the words of the door. */
function changedOf(before: User, after: Partial<User>, passwordHash: string | null): string[] {
  const isTold = (field: string) => field !== 'version' && field !== 'mustChangePassword';
  const fields = changedFields(before, after).filter(isTold);
  return passwordHash === null ? fields : [...fields, 'password'];
}

/** Sets a user's own new password, which was checked and is the user's own from now on, and ends the user's other sessions. */
export function changeOwnPassword(
  db: Db<'gateway'>,
  actor: Actor,
  input: { readonly userId: string; readonly passwordHash: string; readonly sessionHash: string },
): Promise<void> {
  return transaction(db, actor, async (t) => {
    await updatePasswordHash(t, input.userId, input.passwordHash);
    await markPasswordAsOwn(t, input.userId);
    await deleteSessionsOf(t, input.userId, input.sessionHash);
  });
}
