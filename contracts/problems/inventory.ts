/** Problems that the area `inventory` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const inventoryProblems = {
  'inventory.missing-stock': { status: 409, title: 'There is not enough stock' },
  'inventory.stale-version': { status: 409, title: 'A newer version of the order has set its reservations' },
  'inventory.unknown-item': { status: 422, title: 'There is no such item' },
  'inventory.unknown-warehouse': { status: 422, title: 'There is no such warehouse' },
  'inventory.number-taken': { status: 409, title: 'Another item or warehouse has that number', pointer: '/number' },
  'inventory.unit-fixed': { status: 409, title: 'The unit of an item that has moved cannot change' },
  'inventory.group-unknown': { status: 422, title: 'There is no such group of items', pointer: '/groupId' },
  'inventory.recorded-time': { status: 422, title: 'Only importers say when something occurred' },
} as const satisfies Record<string, ProblemKind>;
