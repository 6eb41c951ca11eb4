/**
 * The table of rights: the roles, which of them may call what, and which fields only some readers see. Routes name a group of it,
 * services and pages ask it, docs/generated/rights.md shows it; no other file decides by role.
 */

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

/** The closed list; `service` is a service of ours that asks for itself. */
export const roles = [...employeeRoles, 'customer-contact', 'service'] as const;
export type Role = (typeof roles)[number];

/** Everybody who works for the company that runs Callout: everyone but customers. */
export const staffRoles = [...employeeRoles, 'service'] as const satisfies readonly Role[];

/** Roles that a person or an API token may be given; `service` is only for calls between services. */
export const grantableRoles = [...employeeRoles, 'customer-contact'] as const satisfies readonly Role[];

/** Staff and customers; what a customer's people see of it is their own company's. */
export const staffAndCustomers = [...staffRoles, 'customer-contact'] as const satisfies readonly Role[];

/** Who asks for service, answers, and says in the end how it was. */
export const customers = ['customer-contact'] as const satisfies readonly Role[];

/** Who keeps what others work with: items, stage models, SLA policies. */
export const curators = ['administrator', 'service-delivery-manager', 'importer'] as const satisfies readonly Role[];

/** Who feeds records in for another system. */
export const feeders = ['administrator', 'importer'] as const satisfies readonly Role[];

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

/** Who sees what customers and colleagues were written. */
export const messageReaders = [...office, 'billing', 'viewer'] as const satisfies readonly Role[];

/** The office, and who does the work at the customer's. */
export const officeAndField = [...office, 'technician'] as const satisfies readonly Role[];

/** Who keeps prices and bills by them. */
export const billers = ['administrator', 'service-delivery-manager', 'billing'] as const satisfies readonly Role[];

/** Costs and margins are for the office, not for technicians and never for customers. */
export const costReaders = [...billers, 'viewer', 'service'] as const satisfies readonly Role[];

/** Who may command what of an order, and change its rows; a stage model may ask for less of them for a move. */
export const orderActionRoles = {
  changeStage: officeAndField,
  cancel: office,
  revoke: office,
  reopen: office,
  planVisit: office,
  signOff: officeAndField,
  undoSignOff: office,
  confirmDone: [...planners, 'technician'],
  undoDone: [...planners, 'technician'],
  review: office,
  undoReview: office,
  post: [...billers, 'importer'],
  modify: officeAndField,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** Fields that not everybody sees who may read what they stand in, by who does. */
const fieldReaders = {
  /** Cost of a line; the reader without it sees null. */
  cost: costReaders,
  /** Notes among ourselves; the reader without it does not see that they are there. */
  internalNote: staffRoles,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type FieldName = keyof typeof fieldReaders;

export const fieldNames = ['cost', 'internalNote'] as const satisfies readonly FieldName[];

/** Whether somebody with these roles sees a field. */
export function maySeeField(held: readonly Role[], field: FieldName): boolean {
  const readers: readonly Role[] = fieldReaders[field];
  return held.some((role) => readers.includes(role));
}

/** Whether somebody with these roles still reads files that were taken out of their order: who reads the audit. */
export function mayReadRemoved(held: readonly Role[]): boolean {
  return held.includes('administrator');
}

/** Whether somebody with these roles may tell when something happened, instead of when it came in: only who brings a log. */
export function mayRecordTime(held: readonly Role[]): boolean {
  return held.includes('importer');
}
