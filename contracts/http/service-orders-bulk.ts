/** Doing the same to many orders: the look ahead, the run with the fate of each order, stopping it and going on. */
import * as z from 'zod';

import { bulkActions, type BulkAction } from '#domain/service-orders/bulk.ts';
import { officeAndField } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';

/** Orders of one run. */
export const bulkLimit = 500;

const Action = z
  .enum(bulkActions)
  .describe('Cancel, move to a stage, take a cancellation back, or say who answers for them');
const Refusal = z.strictObject({ code: z.string(), message: z.string() });

const wish = {
  action: Action,
  to: z.string().min(1).max(60).optional().describe('The stage, for `changeStage` alone'),
  orderIds: z.array(Id).max(bulkLimit).describe('None chooses none'),
};
const hasItsStage = ({ action, to }: { readonly action: BulkAction; readonly to?: string | undefined }) =>
  (action === 'changeStage') === (to !== undefined);
const needsStage = { path: ['to'], message: 'A stage for `changeStage`, and for nothing else' };

const BulkWish = z.strictObject(wish).refine(hasItsStage, needsStage);
const BulkRequest = z
  .strictObject({
    ...wish,
    responsibleId: Id.optional().describe('A user of the staff, for `assign` alone'),
    reasonCode: z.string().max(60).optional(),
    note: z.string().max(2000).optional(),
  })
  .refine(hasItsStage, needsStage)
  .refine(({ action, responsibleId }) => (action === 'assign') === (responsibleId !== undefined), {
    ...{ path: ['responsibleId'], message: 'A user for `assign`, and for nothing else' },
  });

const OrderOfBulk = z.strictObject({ orderId: Id, number: z.string() });

export const BulkPreview = z
  .strictObject({
    can: z.array(OrderOfBulk),
    cannot: z.array(OrderOfBulk.extend({ refusal: Refusal })),
    reasons: z
      .array(Refusal.extend({ orders: z.int().min(1) }))
      .describe('Why those cannot, the most frequent reason first'),
    needsReason: z.boolean().describe('Whether one of those that can asks for a reason code'),
  })
  .meta({ id: 'BulkPreview' });
export type BulkPreview = z.infer<typeof BulkPreview>;

export const BulkRun = z
  .strictObject({
    bulkId: Id,
    number: z.int(),
    action: Action,
    to: z.string().nullable(),
    responsibleId: Id.nullable(),
    reasonCode: z.string().nullable(),
    state: z.enum(['running', 'stopped', 'done']),
    requestedAt: Instant,
    requestedBy: z.string(),
    endedAt: Instant.nullable(),
    total: z.int().min(0),
    waiting: z.int().min(0),
    sent: z.int().min(0),
    done: z.int().min(0),
    refused: z.int().min(0),
  })
  .meta({ id: 'BulkRun' });
export type BulkRun = z.infer<typeof BulkRun>;

export const bulkFates = ['waiting', 'sent', 'done', 'refused'] as const;

export const BulkOrder = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    fromStage: z.string().describe('Where it stood when it was chosen'),
    fate: z.enum(bulkFates),
    refusal: Refusal.nullable().describe('Why it was refused, or what it still waits for'),
    settledAt: Instant.nullable(),
  })
  .meta({ id: 'BulkOrder' });
export type BulkOrder = z.infer<typeof BulkOrder>;

const common = { area: 'service-orders', roles: officeAndField } as const;
const params = z.strictObject({ bulkId: Id });
const run = (description: string) => ({ description, schema: BulkRun });

export const bulkRoutes = {
  preview: route({
    ...common,
    id: 'previewBulk',
    method: 'POST',
    path: '/v1/bulk-runs/preview',
    summary:
      'Which of some orders can be cancelled, moved, revoked or assigned, and why the others cannot; nothing is done',
    description: 'Needs no key: it writes nothing. It is a POST because the orders may be many.',
    body: BulkWish,
    responses: { 200: { description: 'The look ahead', schema: BulkPreview } },
    problems: ['bulk.nothing-chosen'],
  }),
  start: route({
    ...common,
    id: 'startBulk',
    method: 'POST',
    path: '/v1/bulk-runs',
    summary: 'Do the same to many orders: each gets its own command, one that is busy is tried again',
    body: BulkRequest,
    responses: { 202: run('Begun: it goes on whether anybody looks or not') },
    problems: ['bulk.nothing-chosen', 'order.unknown-reference', 'idempotency.other-body'],
    idempotent: true,
  }),
  list: route({
    ...common,
    id: 'listBulkRuns',
    method: 'GET',
    path: '/v1/bulk-runs',
    summary: 'The latest runs, the newest first',
    query: z.strictObject({ mine: z.stringbool().optional().describe('Only those of who asks') }),
    responses: { 200: { description: 'At most twenty', schema: z.strictObject({ items: z.array(BulkRun) }) } },
    problems: [],
  }),
  read: route({
    ...common,
    id: 'readBulkRun',
    method: 'GET',
    path: '/v1/bulk-runs/:bulkId',
    summary: 'How far a run is',
    params,
    responses: { 200: run('The run') },
    problems: ['resource.unknown'],
  }),
  orders: route({
    ...common,
    id: 'listBulkOrders',
    method: 'GET',
    path: '/v1/bulk-runs/:bulkId/orders',
    summary: 'The fate of each order of a run, in the order of choosing',
    params,
    query: z.strictObject({ ...PageQuery.shape, fate: z.enum(bulkFates).optional() }),
    responses: { 200: { description: 'A page', schema: Page(BulkOrder) } },
    problems: ['resource.unknown'],
  }),
  stop: route({
    ...common,
    id: 'stopBulk',
    method: 'POST',
    path: '/v1/bulk-runs/:bulkId/stop',
    summary: 'Begin no more of a run; what was sent is done all the same',
    params,
    responses: { 200: run('The run as it stands') },
    problems: ['resource.unknown'],
    idempotent: true,
  }),
  resume: route({
    ...common,
    id: 'resumeBulk',
    method: 'POST',
    path: '/v1/bulk-runs/:bulkId/resume',
    summary: 'Go on with a run that was stopped, where it stands',
    params,
    responses: { 200: run('The run as it stands') },
    problems: ['resource.unknown'],
    idempotent: true,
  }),
} as const;
