/** Applies a message of an inbound topic again that was put aside. */
import type { ServiceName } from '#contracts/areas.ts';
import { inboundMessages } from '#contracts/events/inbound.ts';
import type { InboundArea } from '#contracts/events/inbound.ts';
import type { FeedAnswer } from '#contracts/http/feed-route.ts';
import { isLetterOf, replayDeadLetter, StillUnfit } from '#db/inbox.ts';
import type { Transaction } from '#db/transaction.ts';
import { receiveRecord } from './feed-records.ts';
import type { FeedKeepers } from './feed-records.ts';

interface Replay<S extends ServiceName> {
  readonly keepers: FeedKeepers<S>;
  readonly area: InboundArea;
  readonly consumer: string;
  readonly letterId: string;
  readonly now: string;
}

/**
 * What became of it, or undefined when the letter was replayed before or there is none.
 * @throws StillUnfit with the reason
 */
export async function replayLetter<S extends ServiceName>(
  t: Transaction<S>,
  { keepers, area, consumer, letterId, now }: Replay<S>,
): Promise<FeedAnswer | undefined> {
  if (!(await isLetterOf(t, consumer, letterId))) return undefined;
  let answer: FeedAnswer | undefined;
  await replayDeadLetter(t, letterId, async ({ message }) => {
    answer = await applyMessage(t, { keepers, area, now }, message);
  });
  return answer;
}

/**
 * Applies what a message says.
 * @throws StillUnfit when it is not of the contract, or refused
 */
export async function applyMessage<S extends ServiceName>(
  t: Transaction<S>,
  { keepers, area, now }: Pick<Replay<S>, 'keepers' | 'area' | 'now'>,
  message: unknown,
): Promise<FeedAnswer> {
  const parsed = inboundMessages[area].safeParse(message);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`);
    throw new StillUnfit(`not a message of this topic: ${where.join('; ')}`);
  }
  const received = await receiveRecord(t, keepers, parsed.data, now);
  if (received.ok) {
    const { ok: _, ...answer } = received;
    return answer;
  }
  const { code, params = {} } = received.refusal;
  throw new StillUnfit([code, ...Object.values(params)].join(' '));
}
