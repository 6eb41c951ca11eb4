/** Roles as people call them. */
import type { Role } from '#contracts/roles.ts';

import { text } from '../../ui/texts.ts';

/** `Dispatcher, Billing`. */
export function roleNames(roles: readonly Role[]): string {
  return roles.map((role) => text(`role.${role}`)).join(', ');
}
