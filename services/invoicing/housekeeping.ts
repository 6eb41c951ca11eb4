/** What invoicing tidies up every hour. Several processes may do it at once. */
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { addEventMonths } from '#db/events.ts';
import { pruneAnswers } from '#db/idempotency.ts';
import type { OutboxSource, UnsentEvent } from '#db/outbox-source.ts';
import { transaction } from '#db/transaction.ts';
import type { Logger } from '#platform/logging.ts';

const everyMs = 60 * 60_000;
/** How long sent outbox rows and answers under an Idempotency-Key are kept. */
const keptDays = 7;
const monthsAhead = 3;

export interface HousekeepingDeps {
  readonly db: Db<'invoicing'>;
  readonly outbox: Pick<OutboxSource<UnsentEvent>, 'prune'>;
  readonly log: Logger;
}

/** Tidies up every hour until stopped; a failure is logged and tried again an hour later. */
export function keepHouse(deps: HousekeepingDeps): { readonly stop: () => void } {
  const timer = setInterval(() => {
    tidyUp(deps).catch((err: unknown) => deps.log.warn({ err }, 'Housekeeping failed'));
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

async function tidyUp({ db, outbox }: HousekeepingDeps): Promise<void> {
  await transaction(db, systemActor('housekeeping'), (t) => pruneAnswers(t, keptDays));
  await outbox.prune(keptDays);
  await addEventMonths(db, monthsAhead);
}
