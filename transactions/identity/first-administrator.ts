/** The administrator who is there before anybody could be added: once, at the first start. */
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { countOtherAdministrators } from '#db/queries/identity.ts';
import { findTokenBySecret } from '#db/queries/identity-tokens.ts';
import { lockAdministrators } from '#db/queries/identity-locks.ts';
import { transaction } from '#db/transaction.ts';
import { hashSecret } from './secret.ts';
import { addToken } from './tokens.ts';
import { addUser, nobody } from './users.ts';

const actor = systemActor('first-start');

/** The login of the first administrator. */
export const firstAdministratorEmail = 'admin@callout.local';

/** True as long as nobody can manage users. */
export function isAdministratorMissing(db: Db<'gateway'>): Promise<boolean> {
  return transaction(db, actor, async (t) => (await countOtherAdministrators(t, nobody)) === 0);
}

/** Adds the first administrator unless there is one by now. Nobody chose the password, and only the machine's owner can read it. */
export function createFirstAdministrator(
  db: Db<'gateway'>,
  input: { readonly passwordHash: string; readonly now: string },
): Promise<void> {
  return transaction(db, actor, async (t) => {
    await lockAdministrators(t);
    if ((await countOtherAdministrators(t, nobody)) > 0) return;
    const user = {
      email: firstAdministratorEmail,
      displayName: 'Administrator',
      roles: ['administrator'],
      customerId: null,
      passwordHash: input.passwordHash,
      mustChangePassword: false,
    } as const;
    await addUser(t, user, input.now);
  });
}

/** Makes a secret an API token for the commands of this machine, unless it is one. Imports may use recorded time. */
export function ensureLocalToken(
  db: Db<'gateway'>,
  input: { readonly secret: string; readonly now: string },
): Promise<void> {
  const { secret, now } = input;
  return transaction(db, actor, async (t) => {
    await lockAdministrators(t);
    if ((await findTokenBySecret(t, hashSecret(secret))) !== undefined) return;
    const token = {
      label: 'Commands of this machine',
      roles: ['administrator', 'importer'],
      customerId: null,
      expiresAt: null,
    } as const;
    await addToken(t, token, secret, now);
  });
}
