/** The doors of inventory: items, warehouses, receipts, what is on hand, and what orders have reserved of it. */
import * as z from 'zod';

import { curators, planners, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Code, Id, Instant, Name, Page, PageQuery, Quantity } from './schemas.ts';
import { SetupId } from './setup-schemas.ts';

const area = 'inventory';

const Unit = z.string().trim().min(1).max(20).describe('In which quantities count, such as pcs, m, kg');
const ExternalId = z.string().min(1).max(100).describe('The key in another system, by which sending again changes');

export const NewItem = z
  .strictObject({
    externalId: ExternalId.optional(),
    number: Code.optional().describe('The next free one when absent'),
    name: Name,
    unit: Unit,
    groupId: SetupId.nullable().optional().describe('The item group that it belongs to; none when absent'),
    active: z.boolean().optional().describe('true when absent'),
  })
  .meta({ id: 'NewItem' });
export const ItemChange = z
  .strictObject({
    number: Code.optional(),
    name: Name.optional(),
    unit: Unit.optional(),
    groupId: SetupId.nullable().optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'ItemChange' });
export const Item = z
  .strictObject({
    itemId: Id,
    version: z.int(),
    number: z.string(),
    externalId: z.string().nullable(),
    name: z.string(),
    unit: z.string(),
    groupId: z.string().nullable(),
    active: z.boolean(),
  })
  .meta({ id: 'Item' });
export type Item = z.infer<typeof Item>;

export const NewWarehouse = z.strictObject({ number: Code, name: Name }).meta({ id: 'NewWarehouse' });
export const Warehouse = z
  .strictObject({
    warehouseId: Id,
    version: z.int(),
    number: z.string(),
    name: z.string(),
    isDefault: z.boolean().describe('Orders reserve from this one'),
  })
  .meta({ id: 'Warehouse' });
export type Warehouse = z.infer<typeof Warehouse>;

export const NewStockReceipt = z
  .strictObject({
    warehouseId: Id.optional().describe('The default warehouse when absent'),
    reference: z.string().max(100).optional().describe('Such as the number of a delivery note'),
    lines: z
      .array(z.strictObject({ itemId: Id, quantity: Quantity.positive() }))
      .min(1)
      .max(200),
    occurredAt: Instant.optional().describe('When it came, for imports of recorded time (importer role)'),
  })
  .meta({ id: 'NewStockReceipt' });
export const StockReceipt = z
  .strictObject({
    receiptId: Id,
    warehouseId: Id,
    occurredAt: Instant,
    lines: z.array(z.strictObject({ itemId: Id, quantity: Quantity, onHand: Quantity })),
    servedOrderIds: z.array(Id).describe('Orders that waited and got something'),
  })
  .meta({ id: 'StockReceipt' });
export type StockReceipt = z.infer<typeof StockReceipt>;

export const StockLevel = z
  .strictObject({
    itemId: Id,
    warehouseId: Id,
    onHand: Quantity,
    reserved: Quantity,
    available: Quantity.describe('On hand and not reserved'),
    version: z.int(),
  })
  .meta({ id: 'StockLevel' });

export const StockMovement = z
  .strictObject({
    movementId: Id,
    itemId: Id,
    warehouseId: Id,
    kind: z.enum(['received', 'issued', 'returned']),
    quantity: Quantity.describe('Above 0 into the warehouse, below 0 out of it'),
    orderId: Id.nullable(),
    lineId: Id.nullable(),
    receiptId: Id.nullable(),
    reference: z.string().nullable(),
    occurredAt: Instant,
    principal: z.string(),
  })
  .meta({ id: 'StockMovement' });

export const ReservationView = z
  .strictObject({
    orderId: Id,
    lineId: Id,
    itemId: Id,
    warehouseId: Id,
    wanted: Quantity,
    reserved: Quantity,
    missing: Quantity,
    issued: Quantity,
  })
  .meta({ id: 'Reservation' });

export const ledgerChecks = ['on-hand', 'reserved', 'issued', 'unserved'] as const;
export const LedgerDifference = z
  .strictObject({
    check: z
      .enum(ledgerChecks)
      .describe(
        'on-hand: level against movements; reserved: level against reservations; issued: reservation against movements; unserved: stock is free while a line waits for it',
      ),
    itemId: Id,
    warehouseId: Id,
    orderId: Id.nullable(),
    lineId: Id.nullable(),
    stored: Quantity,
    counted: Quantity,
  })
  .meta({ id: 'LedgerDifference' });
export type LedgerDifference = z.infer<typeof LedgerDifference>;

const itemParams = z.strictObject({ itemId: Id });

export const itemRoutes = {
  save: route({
    id: 'saveItem',
    area,
    method: 'POST',
    path: '/v1/items',
    summary: 'Add an item, or change the one with this external id',
    roles: curators,
    body: NewItem,
    responses: {
      200: { description: 'Known already; changed where it differed', schema: Item },
      201: { description: 'Added', schema: Item },
    },
    problems: ['inventory.number-taken', 'inventory.unit-fixed', 'inventory.group-unknown', 'idempotency.other-body'],
    idempotent: true,
  }),
  change: route({
    id: 'changeItem',
    area,
    method: 'PATCH',
    path: '/v1/items/:itemId',
    summary: 'Change an item',
    roles: curators,
    params: itemParams,
    body: ItemChange,
    responses: { 200: { description: 'Changed', schema: Item } },
    problems: ['resource.unknown', 'inventory.number-taken', 'inventory.unit-fixed', 'inventory.group-unknown'],
    ifMatch: true,
  }),
  list: route({
    id: 'listItems',
    area,
    method: 'GET',
    path: '/v1/items',
    summary: 'Items by number; with `ids` the names of those, in one call',
    roles: staffRoles,
    query: z.strictObject({
      ...PageQuery.shape,
      ids: z.array(Id).max(200).optional(),
      numbers: z.array(Code).max(200).optional().describe('Only those with one of these'),
      externalId: ExternalId.optional(),
      groupId: SetupId.optional().describe('Only those of this group'),
      search: z.string().max(100).optional().describe('Part of the number, the name or the external id'),
      active: z.boolean().optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(Item) } },
    problems: [],
  }),
  read: route({
    id: 'readItem',
    area,
    method: 'GET',
    path: '/v1/items/:itemId',
    summary: 'One item',
    roles: staffRoles,
    params: itemParams,
    responses: { 200: { description: 'The item, with ETag', schema: Item } },
    problems: ['resource.unknown'],
  }),
} as const;

export const stockRoutes = {
  addWarehouse: route({
    id: 'addWarehouse',
    area,
    method: 'POST',
    path: '/v1/warehouses',
    summary: 'Add a warehouse',
    roles: curators,
    body: NewWarehouse,
    responses: { 201: { description: 'Added', schema: Warehouse } },
    problems: ['inventory.number-taken', 'idempotency.other-body'],
    idempotent: true,
  }),
  listWarehouses: route({
    id: 'listWarehouses',
    area,
    method: 'GET',
    path: '/v1/warehouses',
    summary: 'Warehouses by number',
    roles: staffRoles,
    query: PageQuery,
    responses: { 200: { description: 'A page', schema: Page(Warehouse) } },
    problems: [],
  }),
  receive: route({
    id: 'receiveStock',
    area,
    method: 'POST',
    path: '/v1/stock-receipts',
    summary: 'Take stock in; what orders wait for is reserved for them at once, the oldest first',
    roles: planners,
    body: NewStockReceipt,
    responses: { 201: { description: 'Received', schema: StockReceipt } },
    problems: [
      'inventory.unknown-item',
      'inventory.unknown-warehouse',
      'inventory.recorded-time',
      'idempotency.other-body',
    ],
    idempotent: true,
  }),
  listLevels: route({
    id: 'listStockLevels',
    area,
    method: 'GET',
    path: '/v1/stock-levels',
    summary: 'What is on hand, reserved and available',
    roles: staffRoles,
    query: z.strictObject({ ...PageQuery.shape, itemId: Id.optional(), warehouseId: Id.optional() }),
    responses: { 200: { description: 'A page', schema: Page(StockLevel) } },
    problems: [],
  }),
  listMovements: route({
    id: 'listStockMovements',
    area,
    method: 'GET',
    path: '/v1/stock-movements',
    summary: 'Movements of stock, the newest first',
    roles: staffRoles,
    query: z.strictObject({ ...PageQuery.shape, itemId: Id.optional(), orderId: Id.optional() }),
    responses: { 200: { description: 'A page', schema: Page(StockMovement) } },
    problems: [],
  }),
  listReservations: route({
    id: 'listReservations',
    area,
    method: 'GET',
    path: '/v1/reservations',
    summary: 'What orders want of the stock and have of it, the longest waiting first',
    roles: staffRoles,
    query: z.strictObject({
      ...PageQuery.shape,
      orderId: Id.optional(),
      itemId: Id.optional(),
      waiting: z.boolean().optional().describe('true: only lines that miss something'),
    }),
    responses: { 200: { description: 'A page', schema: Page(ReservationView) } },
    problems: [],
  }),
  checkLedger: route({
    id: 'checkStockLedger',
    area,
    method: 'GET',
    path: '/v1/inventory/ledger-check',
    summary: 'Whether levels, movements and reservations agree; an empty list when they do',
    roles: ['administrator', 'service-delivery-manager', 'service'],
    responses: {
      200: {
        description: 'At most 500 differences',
        schema: z.strictObject({ differences: z.array(LedgerDifference) }),
      },
    },
    problems: [],
  }),
} as const;
