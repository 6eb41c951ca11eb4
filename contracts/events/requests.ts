/** Events of customers' requests: ids, codes and instants. What the customer wrote, and is told, stays in rows. */
import * as z from 'zod';

import { Id, Instant } from '../http/schemas.ts';
import { event } from './envelope.ts';

const define = <const Verb extends string, const Data extends z.ZodObject>(verb: Verb, summary: string, data: Data) =>
  event({ area: 'requests', aggregate: 'request', type: `request.${verb}`, schemaVersion: 1, summary, data });

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
    }),
  ),
  accepted: define(
    'accepted',
    'The request became a service order',
    z.object({ ...common, orderId: Id, orderNumber: z.string() }),
  ),
  rejected: define(
    'rejected',
    'The request was turned down, and the customer is told why',
    z.object({ ...common, reasonCode: z.string() }),
  ),
} as const;
