/** Events of items, warehouses, stock and reservations: ids, numbers and quantities, never the name of an item. */
import * as z from 'zod';

import { Id, Quantity } from '../http/schemas.ts';
import { event } from './envelope.ts';
import { seriesChanged } from './series-event.ts';

const item = {
  ...{ itemId: Id, number: z.string(), unit: z.string(), active: z.boolean() },
  groupId: z.string().nullable().optional().describe('The item group that it belongs to'),
};
const warehouse = { warehouseId: Id, number: z.string(), isDefault: z.boolean() };

/** One movement of an item in a warehouse, and what is on hand after it. */
const movement = {
  itemId: Id,
  warehouseId: Id,
  quantity: Quantity.describe('Above 0 into the warehouse, below 0 out of it'),
  onHand: Quantity,
};
const forLine = { orderId: Id, lineId: Id };

/** What an order's line has of an item; a line that changed its item may have two of them. */
export const ReservationSnapshot = z.object({
  lineId: Id,
  itemId: Id,
  wanted: Quantity,
  reserved: Quantity,
  missing: Quantity,
  issued: Quantity,
});

const define = <const Aggregate extends string, const Verb extends string, const Data extends z.ZodObject>(
  aggregate: Aggregate,
  verb: Verb,
  summary: string,
  data: Data,
) => event({ area: 'inventory', aggregate, type: `${aggregate}.${verb}`, schemaVersion: 1, summary, data });

export const inventoryEvents = {
  itemSeriesChanged: seriesChanged('inventory', 'The numbers of items go on elsewhere', ['items']),
  itemCreated: define('item', 'created', 'An item was added', z.object(item)),
  itemChanged: define('item', 'changed', 'An item was changed', z.object(item)),
  itemGroup: define(
    'item-group',
    'changed',
    'A group of items was entered or changed',
    z.object({ groupId: z.string(), active: z.boolean() }),
  ),
  warehouseCreated: define('warehouse', 'created', 'A warehouse was added', z.object(warehouse)),
  stockReceived: define('stock', 'received', 'Stock came in', z.object({ ...movement, receiptId: Id })),
  stockIssued: define('stock', 'issued', 'A part was issued to an order', z.object({ ...movement, ...forLine })),
  stockReturned: define(
    'stock',
    'returned',
    'An issue was taken back, because the command behind it was not done',
    z.object({ ...movement, ...forLine }),
  ),
  reservationsChanged: define(
    'reservations',
    'changed',
    'What an order has reserved, issued or misses changed; all lines that it ever claimed, at 0 where it wants nothing more',
    z.object({
      orderId: Id,
      orderVersion: z.int().describe('The newest order version that has set its reservations'),
      lines: z.array(ReservationSnapshot),
    }),
  ),
} as const;

/** The id of the aggregate of one group. */
export function itemGroupAggregateId(groupId: string): string {
  return `item-group/${groupId}`;
}
