/** Sends commands without an outcome again, under the id that they have: nothing that was taken is forgotten. */
import { systemActor } from '#contracts/roles.ts';
import type { CommandInputs } from '#contracts/workflows/service-order.ts';
import { isCommandName } from '#contracts/workflows/service-order.schema.ts';
import type { Db } from '#db/connection.ts';
import { takeDueCommands } from '#db/queries/commands.ts';
import { transaction } from '#db/transaction.ts';
import { addMs } from '#domain/shared/instant.ts';
import type { Clock } from '#platform/clock.ts';
import type { Logger } from '#platform/logging.ts';
import type { CommandSender } from '../send-command.ts';
import { lookNowAndThen } from './look-now-and-then.ts';

export interface SweeperOptions {
  readonly db: Db<'orders'>;
  readonly sender: CommandSender;
  readonly clock: Clock;
  readonly log: Logger;
}

const everyMs = 1_000;
const atOnce = 20;
const waitMs = 10_000;
const longestBackoffMs = 60_000;
const actor = systemActor('sweeper');

/** Looks every second until stopped; a process that dies while it sends leaves the row to the next look. */
export function sweepCommands(options: SweeperOptions): { readonly stop: () => Promise<void> } {
  const { log } = options;
  return lookNowAndThen({ everyMs, look: () => sweepOnce(options), log, failed: 'Sweeping commands failed' });
}

/** One look: what is due is claimed by pushing its time on, then sent side by side, one command an order. */
export async function sweepOnce({ db, sender, clock, log }: SweeperOptions): Promise<void> {
  const now = clock.now();
  const due = await transaction(db, actor, (t) => takeDueCommands(t, now, addMs(now, waitMs + 5_000), atOnce));
  await Promise.all(
    due.map(async ({ commandId, orderId, number, name, input, judgedAt, attempts, receivedAt }) => {
      if (!isCommandName(name)) return;
      const ageMs = Date.parse(now) - Date.parse(receivedAt);
      log[ageMs > longestBackoffMs ? 'warn' : 'info']({ commandId, orderId, attempts, ageMs }, 'Command is sent again');
      const command = {
        orderId,
        number,
        commandId,
        name,
        input: input as CommandInputs[typeof name],
        judgedAt: judgedAt ?? 0,
      };
      await sender.send({ ...command, actor, waitMs, mayWithdraw: false });
    }),
  );
}
