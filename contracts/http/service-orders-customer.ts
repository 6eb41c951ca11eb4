/** The doors for customers: their orders in plain words, an answer to what they are asked, and how it was. */
import * as z from 'zod';

import { customerStatuses } from '#domain/service-orders/customer-status.ts';

import { customers } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';
import { OrderRating } from './service-orders-waiting-and-rating.ts';

const area = 'service-orders';
const order = z.strictObject({ orderId: Id });
const Words = z.string().trim().min(1).max(4000);

const OwnVisit = z
  .strictObject({ visitId: Id, startsAt: Instant, endsAt: Instant, timeZone: z.string(), status: z.string() })
  .meta({ id: 'OwnVisit' });
export type OwnVisit = z.infer<typeof OwnVisit>;

const ownOrderFields = {
  orderId: Id,
  number: z.string(),
  version: z.int(),
  description: z.string().nullable(),
  submittedAt: Instant,
  closedAt: Instant.nullable(),
  status: z.enum(customerStatuses).describe('Where it stands, for its customer'),
  visit: OwnVisit.nullable().describe('The one that the status is about'),
  isLate: z.boolean().describe('It takes longer than was agreed'),
};

export const OwnOrderRow = z.strictObject(ownOrderFields).meta({ id: 'OwnOrderRow' });
export type OwnOrderRow = z.infer<typeof OwnOrderRow>;

const ownEntryKinds = [
  'created',
  'planned',
  'travelling',
  'working',
  'visited',
  'visit-cancelled',
  'waiting',
  'question',
  'answer',
  'note',
  'done',
  'reopened',
  'cancelled',
  'signed',
  'invoiced',
  'rated',
  'closed',
] as const;
export type OwnEntryKind = (typeof ownEntryKinds)[number];

export const OwnOrder = z
  .strictObject({
    ...ownOrderFields,
    siteId: Id.nullable(),
    customerOrderNumber: z.string().nullable(),
    question: z
      .strictObject({ text: z.string().nullable(), askedAt: Instant })
      .nullable()
      .describe('What we wait for; without a text somebody asked by other ways'),
    mayAnswer: z.boolean(),
    mayRate: z.boolean(),
    rating: OrderRating.nullable(),
    photoIds: z.array(Id).describe('Files that came with the request'),
    visits: z.array(OwnVisit),
    invoiceId: Id.nullable(),
    invoiceNumber: z.string().nullable(),
    entries: z
      .array(
        z.strictObject({ version: z.int(), kind: z.enum(ownEntryKinds), at: Instant, text: z.string().nullable() }),
      )
      .describe('What the customer may know of what happened, the oldest first'),
  })
  .meta({ id: 'OwnOrder' });
export type OwnOrder = z.infer<typeof OwnOrder>;

export const ownOrderRoutes = {
  list: route({
    id: 'listOwnOrders',
    area,
    method: 'GET',
    path: '/v1/own-orders',
    summary: 'A customer’s own orders, the newest first',
    roles: customers,
    query: z.strictObject({ ...PageQuery.shape, open: z.boolean().optional().describe('Not closed, or only closed') }),
    responses: { 200: { description: 'A page', schema: Page(OwnOrderRow) } },
    problems: [],
  }),
  read: route({
    id: 'readOwnOrder',
    area,
    method: 'GET',
    path: '/v1/own-orders/:orderId',
    summary: 'One of a customer’s own orders, with what the customer may know of it',
    roles: customers,
    params: order,
    responses: { 200: { description: 'The order', schema: OwnOrder } },
    problems: ['resource.unknown'],
  }),
  answer: route({
    id: 'answerServiceOrder',
    area,
    method: 'POST',
    path: '/v1/own-orders/:orderId/answers',
    summary: 'Answer what the order waits for; it waits on until the staff move it',
    roles: customers,
    params: order,
    body: z.strictObject({ text: Words }),
    responses: { 201: { description: 'Kept', schema: OwnOrder } },
    problems: ['resource.unknown', 'order.nothing-asked', 'idempotency.other-body'],
    idempotent: true,
  }),
  rate: route({
    id: 'rateServiceOrder',
    area,
    method: 'PUT',
    path: '/v1/own-orders/:orderId/rating',
    summary: 'Say how it was, or say it anew, until 30 days after the order closed',
    roles: customers,
    params: order,
    body: z.strictObject({ rating: z.int().min(1).max(5), text: Words.nullable().optional() }),
    responses: { 200: { description: 'Kept', schema: OwnOrder } },
    problems: ['resource.unknown', 'order.rating-early', 'order.rating-late'],
  }),
} as const;
