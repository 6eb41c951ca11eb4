/** Reads every topic and applies what it reads to a generation of the read models, the events of all partitions together. */
import { consumedTopics } from '#contracts/topics.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { deadLetter } from '#db/inbox.ts';
import { consumerOf } from '#db/queries/reporting-generations.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { failureCode } from '#platform/http/failures.ts';
import { eventOf } from '#platform/kafka/cloud-events.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import { consume } from '#platform/kafka/consumer.ts';
import type { Consuming, KafkaMessage, ReceivedBatch } from '#platform/kafka/consumer.ts';
import type { Logger } from '#platform/logging.ts';
import { applyEvents } from '#transactions/reporting/apply-events.ts';
import type { AppliedBatch, ReceivedEvent } from '#transactions/reporting/apply-events.ts';
import { createGroupCommit } from './group-commit.ts';

type T = Transaction<'reporting'>;

/** Events a transaction and a call: at 500 one takes about a tenth of a second, and ten hold up nobody. */
const mostEvents = 500;
/** All partitions of one fetch come within a few milliseconds. */
const lingerMs = 10;
/** A page that is open shows what happened this much later. */
const gatherMs = 200;
/** As many partitions as the topics have together, so that none waits for another's commit. */
const concurrency = 96;

export interface FollowOptions {
  readonly db: Db<'reporting'>;
  readonly connection: KafkaConnection;
  readonly topicPrefix: string;
  readonly groupId: string;
  /** The generation to write to, asked for in each transaction; what it locks is held until the end. */
  readonly generation: (t: T) => Promise<number>;
  /** Leaves out of a batch what is not to be applied. */
  readonly choose?: (t: T, events: readonly ReceivedEvent[]) => Promise<readonly ReceivedEvent[]>;
  /** Told after the commit. */
  readonly onApplied?: (batch: AppliedBatch) => void;
  /** Told after the commit of how far a partition was read. */
  readonly onRead?: (batch: Pick<ReceivedBatch, 'topic' | 'partition'>, offset: bigint) => void;
  readonly log: Logger;
}

/** A message that was read: an event, or what can never be one. */
type Read =
  | ({ readonly ok: true } & ReceivedEvent)
  | { readonly ok: false; readonly source: string; readonly message: unknown; readonly reason: string };

export const readModelActor = systemActor('read-models');

/** Consumes from the first event on until stopped. */
export function followEvents(options: FollowOptions): Consuming {
  const { submit } = createGroupCommit<Read>({ write: (reads) => write(options, reads), most: mostEvents, lingerMs });
  return consume({
    connection: options.connection,
    groupId: options.groupId,
    topics: consumedTopics('reporting', options.topicPrefix),
    fromBeginning: true,
    gatherMs,
    concurrency,
    log: options.log,
    async eachBatch(batch) {
      for (let start = 0; start < batch.messages.length; start += mostEvents) {
        // To return would tell Kafka that all of the batch was applied, and what is left would never come again.
        if (!batch.isMine())
          throw new Error(`${batch.topic}/${batch.partition} was let go before all of a batch was applied`);
        const messages = batch.messages.slice(start, start + mostEvents);
        await submit(messages.map((message) => readMessage(batch, message)));
        const last = messages.at(-1);
        if (last !== undefined) options.onRead?.(batch, BigInt(last.offset));
        await batch.heartbeat();
      }
    },
  });
}

/** Writes all of them, or each by itself when something in them is more than the database takes. */
async function write(options: FollowOptions, reads: readonly Read[]): Promise<void> {
  try {
    await writeTogether(options, reads);
  } catch (thrown) {
    if (failureCode(thrown) !== undefined) throw thrown;
    options.log.warn({ err: thrown, events: reads.length }, 'Events cannot be applied together, each is tried alone');
    for (const read of reads) await writeAlone(options, read);
  }
}

async function writeTogether(options: FollowOptions, reads: readonly Read[]): Promise<void> {
  const { db, log } = options;
  const batch = await transaction(db, readModelActor, async (t) => {
    const generation = await options.generation(t);
    const events = reads.filter((read) => read.ok);
    for (const read of reads) if (!read.ok) await deadLetter(t, consumerOf(generation), read);
    return applyEvents(t, generation, options.choose === undefined ? events : await options.choose(t, events));
  });
  const unreadable = reads.filter((read) => !read.ok);
  for (const { source, reason } of [...batch.poison, ...unreadable]) {
    log.error({ source, reason }, 'An event cannot be applied and is put aside');
  }
  options.onApplied?.(batch);
}

async function writeAlone(options: FollowOptions, read: Read): Promise<void> {
  try {
    await writeTogether(options, [read]);
  } catch (thrown) {
    if (failureCode(thrown) !== undefined) throw thrown;
    const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    const message = read.ok ? read.event : read.message;
    await transaction(options.db, readModelActor, async (t) => {
      await deadLetter(t, consumerOf(await options.generation(t)), { source: read.source, message, reason });
    });
    options.log.error({ source: read.source, reason }, 'An event cannot be applied and is put aside');
  }
}

function readMessage(batch: ReceivedBatch, message: KafkaMessage): Read {
  const source = `${batch.topic}/${batch.partition}/${message.offset}`;
  const read = eventOf(message);
  if (read.ok) return { ok: true, source, event: read.event };
  return { ok: false, source, message: textOf(message), reason: read.reason };
}

/** What can be kept of a message that is no event: its key, headers and value as text. */
function textOf({ key, headers, value }: KafkaMessage): unknown {
  const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]);
  return { key: key?.toString() ?? null, headers: Object.fromEntries(texts), value: value?.toString() ?? null };
}
