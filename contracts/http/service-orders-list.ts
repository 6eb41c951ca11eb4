/** The list of service orders: what it is asked for, and the orders that need somebody. */
import * as z from 'zod';

import { attentions } from '#domain/service-orders/attention.ts';

import { staffAndCustomers, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id, PageQuery } from './schemas.ts';
import { OrderOrigin } from './service-orders-header.ts';
import { ServiceOrderRow } from './service-order-schemas.ts';

export const Attention = z
  .enum(attentions)
  .meta({ id: 'Attention', description: 'Why an open order needs somebody, such as `unplanned`' });

/** What the list may be sorted by; an order whose SLA falls never due is behind those of any instant. */
export const orderSorts = ['created', 'number', 'submitted', 'sla-due'] as const;
export type OrderSort = (typeof orderSorts)[number];

/** Columns of the list that one may leave out; the order's number always heads a row. */
export const orderColumns = [
  'customer',
  'stage',
  'waiting',
  'sla',
  'parts',
  'priority',
  'responsible',
  'origin',
  'submitted',
  'created',
] as const;
export type OrderColumn = (typeof orderColumns)[number];

/** Those that are shown while nobody has chosen; more would not fit every desk. */
export const usualColumns = orderColumns.filter((column) => column !== 'responsible' && column !== 'origin');

export const OrderListQuery = z.strictObject({
  ...PageQuery.shape,
  stage: z.array(z.string()).optional(),
  progress: z.string().optional(),
  slaState: z.string().optional(),
  customerId: Id.optional(),
  agreementId: Id.optional().describe('Made under this agreement'),
  objectId: Id.optional().describe('About this object'),
  missingParts: z.boolean().optional(),
  open: z.boolean().optional().describe('Not closed'),
  number: z.string().max(40).optional(),
  responsibleId: Id.optional().describe('Who answers for it'),
  mine: z.boolean().optional().describe('true: only those that who asks answers for'),
  origin: OrderOrigin.optional(),
  attention: Attention.optional().describe('Only those that need somebody, and why'),
  sort: z.enum(orderSorts).optional().describe('`created` when absent'),
  ascending: z.boolean().optional().describe('From the least on; from the greatest, such as the newest, when absent'),
});

export const OrderExportQuery = OrderListQuery.omit({ limit: true, cursor: true });

/** The columns of the list as a file. */
export const orderFileColumns = [
  ...['Number', 'Customer number', 'Customer', 'Order type', 'Priority', 'Stage', 'Progress'],
  ...['Waiting for', 'Waiting since', 'Waiting until', 'SLA state', 'SLA due', 'Parts missing'],
  ...['Created', 'Submitted', 'Closed', 'Origin'],
] as const;

export const orderExportRoutes = {
  read: route({
    id: 'exportServiceOrders',
    area: 'service-orders',
    method: 'GET',
    path: '/v1/service-orders.csv',
    summary: 'Service orders as a CSV file, sorted as the list',
    description:
      'Every order that the list shows with the same filters. Text that a spreadsheet would take for a formula begins with an apostrophe.',
    roles: staffAndCustomers,
    query: OrderExportQuery,
    responses: { 200: { description: 'The file, as it is read', mime: 'text/csv; charset=utf-8' } },
    problems: [],
  }),
} as const;

const Group = z.strictObject({
  attention: Attention,
  count: z.int().min(0).describe('All of them; at most the first few are shown'),
  items: z.array(ServiceOrderRow),
});

export const orderAttentionRoutes = {
  read: route({
    id: 'readOrderAttention',
    area: 'service-orders',
    method: 'GET',
    path: '/v1/order-attention',
    summary: 'Orders that need somebody, by why: how many, and the most pressing of them',
    roles: staffRoles,
    query: z.strictObject({
      limit: z.int().min(0).max(20).optional().describe('Orders a group, 5 when absent'),
    }),
    responses: {
      200: {
        description: 'Every group, also those without an order',
        schema: z.strictObject({ groups: z.array(Group) }),
      },
    },
    problems: [],
  }),
} as const;
