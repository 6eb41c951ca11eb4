/** What a user or an API token may be given: roles of the staff, or one customer's eyes, never both. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';

/** The role that sees one customer's data only. */
export const customerRole = 'customer-contact';

/** The role that manages users, tokens and the set-up. */
export const administratorRole = 'administrator';

export interface Grant {
  readonly roles: readonly string[];
  /** The customer whose data is all that may be seen; null for staff. */
  readonly customerId: string | null;
}

export type GrantRefusalCode = 'grant.customer-missing' | 'grant.customer-not-allowed' | 'grant.roles-mixed';

/** Whether roles and customer fit together: customers carry their company and no role of the staff, staff carry none. */
export function checkGrant(grant: Grant): Decision<Record<never, never>, GrantRefusalCode> {
  const isCustomer = grant.roles.includes(customerRole);
  if (isCustomer && grant.roles.length > 1) return refuse('grant.roles-mixed');
  if (isCustomer && grant.customerId === null) return refuse('grant.customer-missing');
  if (!isCustomer && grant.customerId !== null) return refuse('grant.customer-not-allowed');
  return accept({});
}
