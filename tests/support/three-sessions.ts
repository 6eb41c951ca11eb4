/** The order of commits that makes readers with a cursor or a horizon skip events: an early id commits late. */
import { sql } from 'kysely';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { appendEvents } from '#db/outbox.ts';
import { transaction } from '#db/transaction.ts';
import { newEvents, record } from './reporting.ts';

export interface ThreeSessions {
  /** Written first, committed last. */
  readonly late: readonly EventEnvelope[];
  /** Written and committed while `late` is open. */
  readonly meanwhile: readonly EventEnvelope[];
  /** While `late` is open: resolves when `meanwhile` has arrived. */
  readonly untilMeanwhile: () => Promise<unknown>;
  /** When `late` is committed, and the bystander still open: resolves when `late` has arrived. */
  readonly untilLate: () => Promise<unknown>;
}

/** Records both kinds of events in the orders service's own database while a third transaction, begun first, is open. */
export async function inThreeSessions(db: Db<'orders'>, sessions: ThreeSessions): Promise<void> {
  const actor = systemActor('test');
  await transaction(db, actor, async (bystander) => {
    await sql`select pg_current_xact_id()`.execute(bystander);
    await transaction(db, actor, async (t) => {
      await appendEvents(t, newEvents(sessions.late));
      await record(db, sessions.meanwhile);
      await sessions.untilMeanwhile();
    });
    await sessions.untilLate();
  });
}
