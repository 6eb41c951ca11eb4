/** Roles on the wire, by the table of rights, and the actor that every request, command and transaction carries. */
import * as z from 'zod';

import { roles } from '#domain/identity/rights.ts';

export {
  billers,
  costReaders,
  curators,
  customers,
  feeders,
  grantableRoles,
  messageReaders,
  office,
  officeAndField,
  orderActionRoles,
  planners,
  staffAndCustomers,
  staffRoles,
} from '#domain/identity/rights.ts';

export const Role = z
  .enum(roles)
  .meta({ id: 'Role', description: 'A role of a user, of an API token, or of a service.' });
export type Role = z.infer<typeof Role>;

/** `user:<id>`, `token:<id>`, `service:<name>`, `operator:temporal` or `system:<job>`. */
export const Principal = z
  .string()
  .regex(/^(user|token|service|operator|system):[A-Za-z0-9_.-]{1,100}$/)
  .meta({ id: 'Principal' });
export type Principal = z.infer<typeof Principal>;

export const Actor = z.object({
  principal: Principal,
  roles: z.array(Role),
  customerId: z.uuid().nullable(),
});

/** Who acts. A customer's actor has `customerId`; staff, services and jobs have null. */
export interface Actor {
  readonly principal: string;
  readonly roles: readonly Role[];
  readonly customerId: string | null;
}

/** The id of the user who acts; null of programs. */
export function userIdOf({ principal }: Pick<Actor, 'principal'>): string | null {
  return principal.startsWith('user:') ? principal.slice('user:'.length) : null;
}

/** What a database transaction lets an actor see: one customer's rows, all rows, or all rows without a person. */
export type Scope = 'staff' | 'customer' | 'system';

/** The scope of an actor: bound to a customer, or a job or service acting for itself, or staff. */
export function scopeOf(actor: Actor): Scope {
  if (actor.customerId !== null || actor.roles.includes('customer-contact')) return 'customer';
  return /^(system|service|operator):/.test(actor.principal) ? 'system' : 'staff';
}

/** A job's own actor, `system:<job>`. */
export function systemActor(job: string): Actor {
  return { principal: `system:${job}`, roles: ['service'], customerId: null };
}

/** A service acting for itself and not for a caller, `service:<name>`. */
export function serviceActor(service: string): Actor {
  return { principal: `service:${service}`, roles: ['service'], customerId: null };
}

/** Whoever sent a command without the API (signal, CLI, Temporal UI), whatever actor the message claims. */
export const temporalOperator: Actor = {
  principal: 'operator:temporal',
  roles: ['service-delivery-manager'],
  customerId: null,
};
