/** Adding and changing users; their rights go out as events, their names do not. */
import { identityEvents } from '#contracts/events/identity.ts';
import type { User } from '#contracts/http/identity.ts';
import type { Actor, Role } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { appendEvent } from '#db/outbox.ts';
import {
  countOtherAdministrators,
  deleteSessionsOf,
  findUser,
  insertUser,
  isEmailTaken,
  lockUser,
  updatePasswordHash,
  updateUser,
} from '#db/queries/identity.ts';
import type { UserRow } from '#db/queries/identity.ts';
import { lockAdministrators } from '#db/queries/identity-locks.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { checkGrant } from '#domain/identity/grant.ts';
import type { GrantRefusalCode } from '#domain/identity/grant.ts';
import { changeUser as decideChange, normalizeEmail } from '#domain/identity/user.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import type { Creation } from './creation.ts';

export interface NewUser {
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly customerId: string | null;
  readonly passwordHash: string;
}

/** Adds a user, or answers with the one that the same request added before. */
export function createUser(
  db: Db<'gateway'>,
  actor: Actor,
  input: { readonly creation: Creation; readonly user: NewUser; readonly now: string },
): Promise<Decision<{ user: User }, GrantRefusalCode | 'user.email-taken' | 'idempotency.other-body'>> {
  const { creation, now } = input;
  return transaction(db, actor, async (t) => {
    await lockAdministrators(t);
    const known = await findUser(t, creation.id);
    if (known !== undefined) {
      return known.requestHash === creation.requestHash
        ? accept({ user: view(known) })
        : refuse('idempotency.other-body');
    }
    const grant = checkGrant(input.user);
    if (!grant.ok) return grant;
    const email = normalizeEmail(input.user.email);
    if (await isEmailTaken(t, email, creation.id)) return refuse('user.email-taken');
    return accept({ user: await addUser(t, { ...input.user, email }, creation, now) });
  });
}

/** Writes a user whose grant and e-mail address were checked, and the event. */
export async function addUser(
  t: Transaction<'gateway'>,
  user: NewUser,
  creation: Creation,
  now: string,
): Promise<User> {
  const { roles, customerId } = user;
  const row = { ...user, ...creation, roles: [...roles], version: 1, disabledAt: null, createdAt: now };
  await insertUser(t, row);
  await appendEvent(t, identityEvents.userCreated, {
    aggregateId: row.id,
    version: row.version,
    occurredAt: now,
    customerId,
    data: { roles: row.roles, customerId, disabled: false },
  });
  return view(row);
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
    const user = await saveChange(t, before, { ...input, email });
    if (decided.changed || input.passwordHash !== null) await deleteSessionsOf(t, before.id, null);
    return accept({ user });
  });
}

async function saveChange(t: Transaction<'gateway'>, before: UserRow, input: UserChange): Promise<User> {
  const { email, displayName, customerId, disabled, now } = input;
  const change = {
    version: before.version + 1,
    email,
    displayName,
    roles: [...input.roles],
    customerId,
    disabledAt: disabled ? (before.disabledAt ?? now) : null,
  };
  await updateUser(t, before.id, change);
  if (input.passwordHash !== null) await updatePasswordHash(t, before.id, input.passwordHash);
  await appendEvent(t, identityEvents.userChanged, {
    aggregateId: before.id,
    version: change.version,
    occurredAt: now,
    customerId,
    data: { roles: change.roles, customerId, disabled },
  });
  return view({ ...before, ...change });
}

/** Sets a user's own new password, which was checked, and ends the user's other sessions. */
export function changeOwnPassword(
  db: Db<'gateway'>,
  actor: Actor,
  input: { readonly userId: string; readonly passwordHash: string; readonly sessionHash: string },
): Promise<void> {
  return transaction(db, actor, async (t) => {
    await updatePasswordHash(t, input.userId, input.passwordHash);
    await deleteSessionsOf(t, input.userId, input.sessionHash);
  });
}

/** A user as the doors show it. */
export function view({ requestHash: _, ...user }: UserRow): User {
  const { id, email, displayName, roles, customerId, disabledAt, createdAt, version } = user;
  return { id, email, displayName, roles, customerId, disabledAt, createdAt, version };
}
