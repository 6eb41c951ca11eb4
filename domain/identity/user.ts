/** Users: who may sign in with a password, and what an administrator may change about them. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';
import { administratorRole, checkGrant } from './grant.ts';
import type { Grant, GrantRefusalCode } from './grant.ts';

export interface UserState extends Grant {
  readonly disabled: boolean;
}

/** Fewer characters than this are too easy to try out, whatever they are (NIST SP 800-63B asks for 8; people reuse). */
export const shortestPassword = 12;

/** True for a user who can sign in and manage others. */
export function isWorkingAdministrator(user: UserState): boolean {
  return !user.disabled && user.roles.includes(administratorRole);
}

/**
 * Whether a user may be changed so.
 * @param otherAdministrators how many other users could still manage users afterwards
 */
export function changeUser(
  before: UserState,
  after: UserState,
  otherAdministrators: number,
): Decision<{ changed: boolean }, GrantRefusalCode | 'user.last-administrator'> {
  const grant = checkGrant(after);
  if (!grant.ok) return grant;
  if (isWorkingAdministrator(before) && !isWorkingAdministrator(after) && otherAdministrators === 0) {
    return refuse('user.last-administrator');
  }
  return accept({ changed: !isSameState(before, after) });
}

/** Whether a password may be used: long enough, more than a few characters in it, and not the account's own name. */
export function checkPassword(password: string, email: string): Decision<Record<never, never>, 'user.password-weak'> {
  const account = email.split('@', 1)[0] ?? '';
  const isOwnName = account.length >= 4 && password.toLowerCase().includes(account.toLowerCase());
  const isMonotonous = new Set(password).size < 5;
  if (password.length < shortestPassword || isOwnName || isMonotonous) {
    return refuse('user.password-weak', { params: { shortest: shortestPassword } });
  }
  return accept({});
}

/** Whether a password may replace the present one: another one that may be used. */
export function checkNewPassword(
  present: string,
  wanted: string,
  email: string,
): Decision<Record<never, never>, 'user.password-weak' | 'user.password-same'> {
  return present === wanted ? refuse('user.password-same') : checkPassword(wanted, email);
}

/** The form in which e-mail addresses are compared and stored: one account whatever the capitals. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

function isSameState(a: UserState, b: UserState): boolean {
  return (
    a.disabled === b.disabled &&
    a.customerId === b.customerId &&
    a.roles.length === b.roles.length &&
    a.roles.every((role) => b.roles.includes(role))
  );
}
