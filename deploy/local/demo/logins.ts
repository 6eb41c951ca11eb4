/** One user of each role, with generated passwords that lie beside the administrator's. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { identityRoutes } from '#contracts/http/identity.ts';
import type { ApiClient } from '../../replay/api-client.ts';
import type { DemoCustomers } from './people.ts';

/** Who signs in as what; the administrator is there from the first start. */
export const logins = [
  ['service-delivery-manager', 'manager@callout.example', 'Dana Demo'],
  ['dispatcher', 'dispatcher@callout.example', 'Lee Demo'],
  ['customer-service-representative', 'service@callout.example', 'Noor Demo'],
  ['technician', 'technician@callout.example', 'Alex Sample'],
  ['billing', 'billing@callout.example', 'Pat Demo'],
  ['viewer', 'viewer@callout.example', 'Vic Demo'],
  ['importer', 'importer@callout.example', 'Imre Demo'],
  ['customer-contact', 'customer@callout.example', 'Chris Example'],
] as const;

/** In the installation's folder: a line each, of role, address and password. */
export const loginsFile = 'demo-logins';

/** Makes the file with new passwords unless it is there. */
export function ensureLogins(dir: string): void {
  const file = join(dir, loginsFile);
  if (existsSync(file)) return;
  const rows = logins.map(([role, email]) => `${role} ${email} ${randomBytes(12).toString('base64url')}`);
  writeFileSync(file, `${rows.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
}

/** Enters the users; the customer's contact belongs to the property management. */
export async function enterLogins(api: ApiClient, dir: string, { management }: DemoCustomers): Promise<void> {
  const passwords = new Map(
    readFileSync(join(dir, loginsFile), 'utf8')
      .trim()
      .split('\n')
      .map((row) => row.split(' '))
      .map(([role = '', , password = '']) => [role, password]),
  );
  for (const [role, email, displayName] of logins) {
    const customerId = role === 'customer-contact' ? management.customerId : null;
    const password = passwords.get(role) ?? '';
    const body = { email, displayName, roles: [role], customerId, password, mustChangePassword: false };
    await api.call(identityRoutes.createUser, { key: `demo-login-${role}`, body });
  }
}
