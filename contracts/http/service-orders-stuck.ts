/** What the operations team looks at: the value of what is ready to post, and the orders that hang with why. */
import * as z from 'zod';

import { costReaders, office, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Money } from './schemas.ts';

const area = 'service-orders';

export const ReadyValue = z
  .strictObject({
    orders: z.int().min(0).describe('Ready to post'),
    valued: z.int().min(0).describe('Of these, what `values` is of'),
    unpriced: z.int().min(0).describe('Of these, how many lack a price, cost or tax and cannot be posted'),
    unconfirmed: z.int().min(0).describe('Of these, how many have no confirmed line and so nothing to post'),
    values: z.array(Money).describe('Net, one for each currency'),
  })
  .meta({ id: 'ReadyValue' });
export type ReadyValue = z.infer<typeof ReadyValue>;

export const HangingCommand = z
  .strictObject({ operationId: z.string(), name: z.string(), since: Instant, attempts: z.int().min(0) })
  .meta({ id: 'HangingCommand', description: 'A command without an outcome, and how often it was sent again' });

export const PendingActivity = z
  .strictObject({
    name: z.string().describe('What the workflow waits for, such as `planVisit`; `decision` for its own task'),
    attempts: z.int().min(1),
    nextAttemptAt: Instant.nullable(),
    lastFailure: z.string().nullable().describe('In the words of whoever failed; null when nobody has answered yet'),
  })
  .meta({ id: 'PendingActivity' });

export const StuckOrder = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    customerName: z.string(),
    since: Instant.describe('What hangs the longest was begun then'),
    commands: z.array(HangingCommand),
    activities: z.array(PendingActivity),
    workflow: z
      .enum(['running', 'missing', 'unknown'])
      .describe('`missing`: reconciliation starts it again; `unknown`: Temporal did not answer'),
    temporal: z.string().describe('The workflow in the Temporal UI'),
  })
  .meta({ id: 'StuckOrder' });
export type StuckOrder = z.infer<typeof StuckOrder>;

export const stuckOrderRoutes = {
  readyValue: route({
    id: 'readReadyToPostValue',
    area,
    method: 'GET',
    path: '/v1/order-attention/ready-to-post-value',
    summary: 'What would come of posting everything that is ready, by the prices that posting takes',
    roles: costReaders,
    responses: { 200: { description: 'The value of at most 500 orders', schema: ReadyValue } },
    problems: ['unavailable.service', 'invoicing.company-missing'],
  }),
  list: route({
    id: 'listStuckOrders',
    area,
    method: 'GET',
    path: '/v1/stuck-orders',
    summary: 'Orders with something under way for too long, and what it fails at',
    roles: staffRoles,
    responses: {
      200: {
        description: 'The first ten; their count is in the orders that need somebody',
        schema: z.strictObject({ items: z.array(StuckOrder) }),
      },
    },
    problems: [],
  }),
  retry: route({
    id: 'retryServiceOrder',
    area,
    method: 'POST',
    path: '/v1/service-orders/:orderId/retry',
    summary: 'Try at once what hangs of an order: its failing activities, and its commands without an outcome',
    description: 'Needs no key: what is tried is done once, however often it is tried.',
    roles: office,
    params: z.strictObject({ orderId: Id }),
    responses: {
      200: {
        description: 'How many are tried now',
        schema: z.strictObject({ activities: z.int().min(0), commands: z.int().min(0) }),
      },
    },
    problems: ['resource.unknown', 'unavailable.workflows'],
  }),
} as const;
