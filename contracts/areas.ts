/** The closed list of business areas and the service that owns each. Migrations, grants, compose and the architecture test read it. */
export const serviceOfArea = {
  identity: 'gateway',
  setup: 'gateway',
  customers: 'orders',
  objects: 'orders',
  agreements: 'orders',
  requests: 'orders',
  'service-orders': 'orders',
  repair: 'orders',
  sla: 'orders',
  notifications: 'orders',
  dispatch: 'dispatch',
  inventory: 'inventory',
  invoicing: 'invoicing',
  subscriptions: 'invoicing',
  documents: 'invoicing',
  reporting: 'reporting',
} as const;

/** The six processes of the product; each name is also a Postgres schema. */
export const serviceNames = ['gateway', 'orders', 'dispatch', 'inventory', 'invoicing', 'reporting'] as const;

export type Area = keyof typeof serviceOfArea;
export type ServiceName = (typeof serviceNames)[number];

/** All areas, in the order of the grid. */
export const areas: readonly Area[] = [
  'identity',
  'setup',
  'customers',
  'objects',
  'agreements',
  'requests',
  'service-orders',
  'repair',
  'sla',
  'notifications',
  'dispatch',
  'inventory',
  'invoicing',
  'subscriptions',
  'documents',
  'reporting',
];

/** The areas that a service owns, in the order of the grid. */
export function areasOf(service: ServiceName): readonly Area[] {
  return areas.filter((area) => serviceOfArea[area] === service);
}
