/** Passwords and keys of an installation: generated at its first start, kept in its folder, readable by its owner alone. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { forEachService } from '#db/roles.ts';
import { privateFolderMode } from './parts/unprivileged.ts';

const rolePasswords = z.object({ owner: z.string(), work: z.string() });

const secretsSchema = z.object({
  /** The superuser of a PostgreSQL server of our own. */
  postgres: z.string(),
  /** Signs the tokens between services. */
  serviceKey: z.string().min(32),
  roles: z.object({
    gateway: rolePasswords,
    orders: rolePasswords,
    dispatch: rolePasswords,
    inventory: rolePasswords,
    invoicing: rolePasswords,
    reporting: rolePasswords,
  }),
});

export type Secrets = z.infer<typeof secretsSchema>;

/** The administrator's password, which the gateway makes at its first start. */
export const adminPasswordFile = 'admin-password';
/** The API token of this machine's commands, made by the gateway as well. */
const adminTokenFile = 'admin-token';

/** Makes the installation's folder, and makes or reads its secrets. */
export function ensureSecrets(dir: string): Secrets {
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, privateFolderMode());
  return secretsSchema.parse(JSON.parse(once(join(dir, 'secrets.json'), () => JSON.stringify(newSecrets(), null, 2))));
}

/** The API token of this machine's commands. @throws Error when the gateway was never started */
export function readAdminToken(dir: string): string {
  return readFileSync(join(dir, adminTokenFile), 'utf8').trim();
}

function newSecrets(): Secrets {
  const key = () => randomBytes(24).toString('base64url');
  return {
    postgres: key(),
    serviceKey: randomBytes(48).toString('base64url'),
    roles: forEachService(() => ({ owner: key(), work: key() })),
  };
}

function once(file: string, make: () => string): string {
  if (!existsSync(file)) writeFileSync(file, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
}
