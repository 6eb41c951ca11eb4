/** A small kind of event and a writer of it, for tests of what carries events. */
import { sql } from 'kysely';
import * as z from 'zod';

import { event } from '#contracts/events/envelope.ts';
import { appendEvent, eventOf } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import type { AnyTransaction } from '#db/transaction.ts';

export const noted = event({
  area: 'service-orders',
  type: 'service-order.noted',
  aggregate: 'service-order',
  schemaVersion: 1,
  summary: 'Something was noted',
  data: z.object({ step: z.int() }),
});

const occurredAt = '2026-03-01T08:30:00.000Z';

/** The facts of version `version` of an aggregate. */
export function facts(aggregateId: string, version: number) {
  return { aggregateId, version, data: { step: version }, occurredAt, customerId: null };
}

/** Appends one `noted`. */
export function note(t: AnyTransaction, aggregateId: string, version: number): Promise<string> {
  return appendEvent(t, noted, facts(aggregateId, version));
}

/** A `noted` for appendEvents. */
export function newNote(aggregateId: string, version: number): NewEvent {
  return eventOf(noted, facts(aggregateId, version));
}

/** Locks the aggregate as a command does with its row, and appends its next event. */
export async function noteNext(t: AnyTransaction, aggregateId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${aggregateId}))`.execute(t);
  const { rows } = await sql<{ version: number }>`
    select version from aggregate_versions where aggregate_id = ${aggregateId}`.execute(t);
  await note(t, aggregateId, (rows[0]?.version ?? 0) + 1);
}
