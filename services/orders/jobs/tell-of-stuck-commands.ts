/** Looks now and then for commands that hang, and tells the staff. */
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import type { Clock } from '#platform/clock.ts';
import type { Logger } from '#platform/logging.ts';
import { tellOfStuckCommands } from '#transactions/notifications/of-stuck-commands.ts';
import { lookNowAndThen } from './look-now-and-then.ts';

const everyMs = 30_000;
const actor = systemActor('stuck-commands');

export interface StuckCommandsOptions {
  readonly db: Db<'orders'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Looks every half minute until stopped. */
export function watchStuckCommands({ db, clock, log }: StuckCommandsOptions): { readonly stop: () => Promise<void> } {
  const look = () => transaction(db, actor, (t) => tellOfStuckCommands(t, clock.now()));
  return lookNowAndThen({ everyMs, look, log, failed: 'Looking for commands that hang failed' });
}
