/** Applies an event again that was put aside, with everything that waited for it. */
import { EventEnvelope } from '#contracts/events/envelope.ts';
import { deadLettersOf, replayDeadLetter, StillUnfit } from '#db/inbox.ts';
import type { KeptLetter } from '#db/inbox.ts';
import { consumerOf, liveGeneration } from '#db/queries/reporting-generations.ts';
import type { Transaction } from '#db/transaction.ts';
import { applyEvents } from './apply-events.ts';

type T = Transaction<'reporting'>;

/** Dead letters of the live generation that were not replayed, the oldest hundred. */
export async function openDeadLetters(t: T): Promise<readonly KeptLetter[]> {
  return deadLettersOf(t, consumerOf(await liveGeneration(t)));
}

/**
 * The number of events that were applied, or undefined when the letter was replayed before or there is none.
 * @throws StillUnfit with the reason
 */
export async function replayEvent(t: T, deadLetterId: string): Promise<number | undefined> {
  const generation = await liveGeneration(t, 'share');
  let applied = 0;
  const isReplayed = await replayDeadLetter(t, deadLetterId, async ({ source, message }) => {
    const parsed = EventEnvelope.safeParse(message);
    if (!parsed.success) throw new StillUnfit('the message is no event');
    const batch = await applyEvents(t, generation, [{ source, event: parsed.data }]);
    const [poison] = batch.poison;
    if (poison !== undefined && batch.applied.length === 0) throw new StillUnfit(poison.reason);
    applied = batch.applied.length;
  });
  return isReplayed ? applied : undefined;
}
