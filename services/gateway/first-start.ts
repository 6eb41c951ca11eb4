/** What is there before anybody signs in: the administrator, the token of this machine's commands, the configuration. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import type { Logger } from '#platform/logging.ts';
import {
  createFirstAdministrator,
  ensureLocalToken,
  isAdministratorMissing,
} from '#transactions/identity/first-administrator.ts';
import type { PasswordHashes } from '#transactions/identity/password-hash.ts';
import { isTokenSecret, newTokenSecret } from '#transactions/identity/secret.ts';
import { seedConfiguration } from '#transactions/setup/seed-configuration.ts';

export interface FirstStart {
  readonly db: Db<'gateway'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly passwordHashes: PasswordHashes;
  /** Where the password is read from, or written to when it is generated. */
  readonly passwordFile: string;
  readonly tokenFile: string;
}

/**
 * Makes what is missing; at every later start nothing. An existing administrator's password is never touched, so a lost password
 * file comes back only with another administrator's help.
 * @throws Error when the token file holds something else than a token
 */
export async function prepareFirstStart(options: FirstStart): Promise<void> {
  await ensureAdministrator(options);
  const entries = await seedConfiguration(options.db, options.clock.now());
  if (entries > 0) options.log.info({ entries }, 'Default configuration published');
}

/** Makes the first administrator and the local API token unless they are there. */
export async function ensureAdministrator(options: FirstStart): Promise<void> {
  const { db, clock, log, passwordHashes, passwordFile, tokenFile } = options;
  if (await isAdministratorMissing(db)) {
    const password = await readOrMake(passwordFile, () => randomBytes(12).toString('base64url'));
    await createFirstAdministrator(db, { passwordHash: await passwordHashes.make(password), now: clock.now() });
    log.info({ file: passwordFile }, 'First administrator added');
  }
  const secret = await readOrMake(tokenFile, newTokenSecret);
  if (!isTokenSecret(secret)) throw new Error(`${tokenFile} does not hold an API token`);
  await ensureLocalToken(db, { secret, now: clock.now() });
}

/** The content of a file, made with mode 0600 where there is none. Two processes that start at once agree on one content. */
async function readOrMake(file: string, make: () => string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${make()}\n`, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}
