/** Of an order, whom it waits for, and how its customer says that it was. */
import * as z from 'zod';

import { Instant } from './schemas.ts';

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
