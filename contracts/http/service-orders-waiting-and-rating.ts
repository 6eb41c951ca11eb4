/** Of an order, whom it waits for, what its request brought, and how its customer says that it was. */
import * as z from 'zod';

import { ClockSnapshot, SlaSnapshot } from '../events/service-orders-clocks.ts';
import { Id, Instant } from './schemas.ts';

export const OrderWaiting = z.strictObject({
  on: z.string(),
  until: Instant.nullable(),
  since: Instant,
  answeredAt: Instant.nullable().describe('When the customer last answered since then'),
});

export const OrderRating = z
  .strictObject({
    rating: z.int().min(1).max(5).describe('5 is best'),
    text: z.string().nullable(),
    ratedAt: Instant,
    changedAt: Instant,
  })
  .meta({ id: 'OrderRating', description: 'How the customer says that it was' });

/** What an order has of the request that it was made of. */
export const ofRequest = {
  requestId: Id.nullable(),
  photoIds: z.array(Id).describe('Files that came with the request'),
  response: SlaSnapshot.nullable().describe('The response clock of the request that it was made of, as it ended'),
  clocks: z.array(ClockSnapshot).describe('The clocks of the targets beside the one to resolve'),
};
