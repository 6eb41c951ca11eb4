/** Events of customers' requests: ids, codes and instants. What the customer wrote, and is told, stays in rows. */
import * as z from 'zod';

import { Id, Instant } from '../http/schemas.ts';
import { event } from './envelope.ts';
import { SlaSnapshot } from './service-orders-clocks.ts';

const define = <const Verb extends string, const Data extends z.ZodObject>(verb: Verb, summary: string, data: Data) =>
  event({ area: 'requests', aggregate: 'request', type: `request.${verb}`, schemaVersion: 1, summary, data });

const clock = { target: z.string(), at: Instant, dueAt: Instant, foundAt: Instant };
const order = {
  orderId: Id,
  orderNumber: z.string(),
  how: z.enum(['created', 'joined']).optional().describe('A new order when absent'),
};
const common = { requestId: Id, number: z.string(), customerId: Id };

export const requestsEvents = {
  submitted: define(
    'submitted',
    'A customer asked for service',
    z.object({
      ...common,
      siteId: Id.nullable(),
      contactId: Id.nullable(),
      objectId: Id.nullable(),
      priority: z.string().nullable(),
      submittedAt: Instant,
      channel: z.string().optional().describe('phone, email, page or api'),
      preferredAt: Instant.nullable().optional(),
      condition: z.string().nullable().optional(),
      symptom: z.string().nullable().optional(),
      dueAt: Instant.nullable().optional().describe('When the customer should have an answer; null without a target'),
    }),
  ),
  changed: define(
    'changed',
    'What the request says was corrected',
    z.object({
      ...common,
      siteId: Id.nullable(),
      contactId: Id.nullable(),
      objectId: Id.nullable(),
      priority: z.string().nullable(),
      dueAt: Instant.nullable().optional().describe('When the customer should have an answer; null without a target'),
    }),
  ),
  slaWarned: define('sla-warned', 'The request should be answered soon', z.object({ ...common, ...clock })),
  slaBreached: define(
    'sla-breached',
    'The request should have been answered by then',
    z.object({ ...common, ...clock }),
  ),
  accepted: define(
    'accepted',
    'The request became a service order, or a part of one',
    z.object({ ...common, ...order, response: SlaSnapshot.nullable().optional() }),
  ),
  orderAdded: define(
    'order-added',
    'The accepted request became a further order, or a part of a further one',
    z.object({ ...common, ...order }),
  ),
  rejected: define(
    'rejected',
    'The request was turned down, and the customer is told why',
    z.object({ ...common, reasonCode: z.string() }),
  ),
  withdrawn: define('withdrawn', 'Who asked took the request back', z.object(common)),
} as const;
