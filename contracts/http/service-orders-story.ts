/** What happened to an order, and what became of a command, as they are shown. */
import * as z from 'zod';

import { Id, Instant } from './schemas.ts';

export const TimelineEntry = z
  .strictObject({
    version: z.int(),
    type: z.string(),
    at: Instant,
    recordedAt: Instant,
    principal: z.string(),
    text: z.string().describe('What happened, in the reader’s language'),
    note: z.string().nullable(),
    question: z.string().nullable().describe('What the customer was asked with it'),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEntry' });

export const Operation = z
  .strictObject({
    operationId: z.string(),
    status: z.enum(['received', 'pending', 'done', 'refused', 'withdrawn']),
    command: z.string(),
    orderId: Id,
    number: z.string(),
    receivedAt: Instant,
    settledAt: Instant.nullable(),
    version: z.int().nullable(),
    problem: z.strictObject({ code: z.string(), title: z.string(), detail: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Operation' });
