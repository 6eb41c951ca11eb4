/** What a service tidies up every hour. Several processes may do it at once. */
import type { ServiceName } from '#contracts/areas.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { addEventMonths } from '#db/events.ts';
import { pruneAnswers } from '#db/idempotency.ts';
import type { OutboxSource } from '#db/outbox-source.ts';
import { transaction } from '#db/transaction.ts';
import type { Logger } from '#platform/logging.ts';

const everyMs = 60 * 60_000;
/** How long sent outbox rows and answers under an Idempotency-Key are kept. */
const keptDays = 7;
const monthsAhead = 3;

export interface HousekeepingDeps<S extends ServiceName> {
  readonly db: Db<S>;
  readonly outboxes: readonly Pick<OutboxSource<unknown>, 'prune'>[];
  readonly log: Logger;
  /** What this service tidies up besides; it comes first. */
  readonly also?: () => Promise<unknown>;
}

/** Tidies up every hour until stopped; a failure is logged and tried again an hour later. */
export function keepHouse<S extends ServiceName>(deps: HousekeepingDeps<S>): { readonly stop: () => void } {
  const timer = setInterval(() => {
    tidyUp(deps).catch((err: unknown) => deps.log.warn({ err }, 'Housekeeping failed'));
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Removes old answers and sent outbox rows, and makes room for coming events. */
async function tidyUp<S extends ServiceName>({ db, outboxes, also }: HousekeepingDeps<S>): Promise<void> {
  await also?.();
  await transaction(db, systemActor('housekeeping'), (t) => pruneAnswers(t, keptDays));
  await Promise.all(outboxes.map((outbox) => outbox.prune(keptDays)));
  await addEventMonths(db, monthsAhead);
}
