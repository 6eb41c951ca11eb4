/** The roles and the customer of a user or a token while somebody chooses them. */
import { grantableRoles } from '#contracts/roles.ts';
import type { Role } from '#contracts/roles.ts';
import { checkGrant, customerRole } from '#domain/identity/grant.ts';

import { textOrNothing } from '../../ui/text-or-nothing.ts';

export type GrantableRole = (typeof grantableRoles)[number];

export interface GrantDraft {
  readonly roles: readonly GrantableRole[];
  /** Empty for staff. */
  readonly customerId: string;
}

/** The draft of what somebody has, or of nothing. */
export function grantDraftOf(
  held: { readonly roles: readonly Role[]; readonly customerId: string | null } | null,
): GrantDraft {
  const roles = grantableRoles.filter((role) => held?.roles.includes(role) === true);
  return { roles, customerId: held?.customerId ?? '' };
}

/** Roles and customer as the API takes them. */
export function grantOf({ roles, customerId }: GrantDraft) {
  return { roles: [...roles], customerId: textOrNothing(customerId) ?? null };
}

/** The draft with a role given or taken: a customer's contact has no other, and only it has a customer. */
export function withRole(draft: GrantDraft, role: GrantableRole, isGiven: boolean): GrantDraft {
  if (isGiven && role === customerRole) return { roles: [role], customerId: draft.customerId };
  const roles = grantableRoles.filter((each) =>
    each === role ? isGiven : each !== customerRole && draft.roles.includes(each),
  );
  return { roles, customerId: '' };
}

/** True for roles and a customer that go together. */
export function isGrantFit(grant: ReturnType<typeof grantOf>): boolean {
  return checkGrant(grant).ok;
}
