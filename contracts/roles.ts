/** Who may call what: the closed list of roles, and the actor that every request, command and transaction carries. */
import * as z from 'zod';

/** Roles of people who work for the company that runs Callout. */
const employeeRoles = [
  'administrator',
  'service-delivery-manager',
  'dispatcher',
  'customer-service-representative',
  'technician',
  'billing',
  'viewer',
  'importer',
] as const;

export const roles = [...employeeRoles, 'customer-contact', 'service'] as const;

export const Role = z
  .enum(roles)
  .meta({ id: 'Role', description: 'A role of a user, of an API token, or of a service.' });
export type Role = z.infer<typeof Role>;

/** Everybody who works for the company that runs Callout: everyone but customers. */
export const staffRoles = [...employeeRoles, 'service'] as const satisfies readonly Role[];

/** Roles that a person or an API token may be given; `service` is only for calls between services. */
export const grantableRoles = [...employeeRoles, 'customer-contact'] as const satisfies readonly Role[];

/** Staff and customers; what a customer's people see of it is their own company's. */
export const staffAndCustomers = [...staffRoles, 'customer-contact'] as const satisfies readonly Role[];

/** Who keeps what others work with: items, stage models, SLA policies. */
export const curators = ['administrator', 'service-delivery-manager', 'importer'] as const satisfies readonly Role[];

/** Who plans the work: visits, technicians, stock that comes in. */
export const planners = [
  'administrator',
  'service-delivery-manager',
  'dispatcher',
  'importer',
] as const satisfies readonly Role[];

/** Who takes requests and runs orders from a desk. */
export const office = [
  'administrator',
  'service-delivery-manager',
  'dispatcher',
  'customer-service-representative',
  'importer',
] as const satisfies readonly Role[];

/** The office, and who does the work at the customer's. */
export const officeAndField = [...office, 'technician'] as const satisfies readonly Role[];

/** Who keeps prices and bills by them. */
export const billers = ['administrator', 'service-delivery-manager', 'billing'] as const satisfies readonly Role[];

/** Costs and margins are for the office, not for technicians and never for customers. */
export const costReaders = [...billers, 'viewer', 'service'] as const satisfies readonly Role[];

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
