/** Tells the staff of commands that hang, once each. */
import { stuckCommands } from '#db/queries/notifications-stuck-commands.ts';
import type { Transaction } from '#db/transaction.ts';
import { addMs, diffMs } from '#domain/shared/instant.ts';
import { tellStaff } from './tell.ts';

/** The sweeper has sent such a command again several times by then. */
export const stuckAfterMs = 5 * 60_000;
const atOnce = 20;
const minuteMs = 60_000;

export async function tellOfStuckCommands(t: Transaction<'orders'>, now: string): Promise<void> {
  for (const { receivedAt, command, order, ...about } of await stuckCommands(t, addMs(now, -stuckAfterMs), atOnce)) {
    const minutes = Math.floor(diffMs(receivedAt, now) / minuteMs);
    await tellStaff(t, {
      ...about,
      kind: 'command.stuck',
      params: { order, command, minutes },
      requestId: null,
      at: now,
    });
  }
}
