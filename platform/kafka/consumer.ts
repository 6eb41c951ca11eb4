/** A consumer group member that comes back by itself and stands still rather than skip. */
import type { Consumer, EachBatchPayload, KafkaMessage, TopicPartitionOffsetAndMetadata } from 'kafkajs';

import type { Logger } from '../logging.ts';
import { createKafka } from './connect.ts';
import type { KafkaConnection } from './connect.ts';

export type { KafkaMessage } from 'kafkajs';

/** A batch of one partition, in order. */
export interface ReceivedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
  /** Call between slow steps, so that the group keeps this member. */
  readonly heartbeat: () => Promise<void>;
  /** False when the partition was taken away: stop, somebody else has it. */
  readonly isMine: () => boolean;
}

export interface ConsumeOptions {
  readonly connection: KafkaConnection;
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Where a new group begins: the first event, or only what comes. */
  readonly fromBeginning: boolean;
  /**
   * Applies a batch in its own transaction, all of it before it resolves. A rejection hands the whole batch out again after a pause;
   * `BatchLetGo` leaves it to whoever has the partition now.
   */
  readonly eachBatch: (batch: ReceivedBatch) => Promise<void>;
  readonly log: Logger;
  /** Partitions that are handled at once, 1 when absent. */
  readonly concurrency?: number;
  /** How long a fetch waits for events to come, in milliseconds: the delay that somebody who watches would see. */
  readonly gatherMs: number;
}

export interface Consuming {
  /** True while the member belongs to its group and fetches. */
  readonly isLive: () => boolean;
  readonly stop: () => Promise<void>;
}

/** The partition was taken away, or the member stops, before all of a batch was applied. */
export class BatchLetGo extends Error {
  override readonly name = 'BatchLetGo';
}

const restartAfterMs = 1_000;
/** How often a group is told how far was read. What it was not told is read again, which consumers bear. */
const commitEveryMs = 1_000;
/** The watchdog's patience: kafkajs fetches at least twice a second, so silence this long is a stuck member. */
const silentMs = 60_000;

/**
 * Joins and consumes until stopped. A fetch asks for every partition and costs as much without events as with them, so it
 * waits for others to come.
 * kafkajs gives up after some errors without a word (kafkajs#1011, #659): a watchdog starts a member that crashed or
 * has been silent for a minute anew.
 */
export function consume(options: ConsumeOptions): Consuming {
  let current: Member | undefined;
  let isStopped = false;
  let restarting: NodeJS.Timeout | undefined;

  function restart(after: Member): void {
    if (isStopped || restarting !== undefined || current !== after) return;
    restarting = setTimeout(() => {
      void after.leave().finally(() => {
        restarting = undefined;
        if (!isStopped) begin();
      });
    }, restartAfterMs);
  }

  function begin(): void {
    const member = createMember(options);
    current = member;
    member.run(() => restart(member));
  }

  const watchdog = setInterval(() => {
    if (current !== undefined && current.silenceMs() > silentMs) {
      options.log.warn({ groupId: options.groupId }, 'Kafka consumer was silent and starts anew');
      restart(current);
    }
  }, silentMs / 4);
  watchdog.unref();
  begin();

  return {
    isLive: () => current?.isLive() ?? false,
    async stop() {
      isStopped = true;
      clearInterval(watchdog);
      clearTimeout(restarting);
      await current?.leave();
    },
  };
}

interface Member {
  readonly run: (onCrash: () => void) => void;
  readonly leave: () => Promise<void>;
  readonly isLive: () => boolean;
  readonly silenceMs: () => number;
}

function createMember(options: ConsumeOptions): Member {
  const consumer = createKafka(options.connection).consumer({
    groupId: options.groupId,
    allowAutoTopicCreation: false,
    sessionTimeout: 15_000,
    heartbeatInterval: 3_000,
    rebalanceTimeout: 20_000,
    minBytes: 64 * 1024,
    maxWaitTimeInMs: options.gatherMs,
    metadataMaxAge: 60_000,
    // The watchdog restarts; kafkajs's own restart keeps broken state.
    retry: { retries: 8, restartOnFailure: async () => false },
  });
  const bookmark = createBookmark(consumer, options);
  let lastSignMs = performance.now();
  let isLive = false;
  const alive = () => {
    lastSignMs = performance.now();
  };
  consumer.on(consumer.events.FETCH, alive);
  consumer.on(consumer.events.HEARTBEAT, alive);
  consumer.on(consumer.events.END_BATCH_PROCESS, alive);
  consumer.on(consumer.events.GROUP_JOIN, () => {
    isLive = true;
    bookmark.forget();
  });

  return {
    run(onCrash) {
      const crash = (err: unknown) => {
        isLive = false;
        options.log.warn({ err, groupId: options.groupId }, 'Kafka consumer crashed and starts anew');
        onCrash();
      };
      consumer.on(consumer.events.CRASH, ({ payload }) => crash(payload.error));
      join(consumer, options, bookmark).catch(crash);
    },
    async leave() {
      isLive = false;
      await bookmark.close();
      await consumer
        .disconnect()
        .catch((err: unknown) => options.log.debug({ err }, 'Kafka consumer left with an error'));
    },
    isLive: () => isLive,
    silenceMs: () => performance.now() - lastSignMs,
  };
}

async function join(consumer: Consumer, options: ConsumeOptions, bookmark: Bookmark): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [...options.topics], fromBeginning: options.fromBeginning });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: options.concurrency ?? 1,
    eachBatch: (payload) => hand(payload, options, bookmark),
  });
}

async function hand(payload: EachBatchPayload, options: ConsumeOptions, bookmark: Bookmark): Promise<void> {
  const { batch } = payload;
  try {
    await options.eachBatch({
      topic: batch.topic,
      partition: batch.partition,
      messages: batch.messages,
      heartbeat: payload.heartbeat,
      isMine: () => payload.isRunning() && !payload.isStale(),
    });
  } catch (error) {
    if (error instanceof BatchLetGo) return;
    throw error;
  }
  payload.resolveOffset(batch.lastOffset());
  bookmark.note(batch.topic, batch.partition, batch.lastOffset());
  await payload.heartbeat();
}

/** How far each partition was read. */
interface Bookmark {
  readonly note: (topic: string, partition: number, offset: string) => void;
  /** The group has given its partitions out anew. */
  readonly forget: () => void;
  /** Tells the group for the last time. */
  readonly close: () => Promise<void>;
}

/** kafkajs would tell the group after every batch, and wait for its answer before the next. */
function createBookmark(consumer: Consumer, { log, groupId }: ConsumeOptions): Bookmark {
  const read = new Map<string, TopicPartitionOffsetAndMetadata>();

  async function commit(): Promise<void> {
    const offsets = [...read.values()];
    read.clear();
    if (offsets.length === 0) return;
    await consumer
      .commitOffsets(offsets)
      .catch((err: unknown) => log.debug({ err, groupId }, 'A Kafka group was not told how far was read'));
  }

  const timer = setInterval(() => void commit(), commitEveryMs);
  timer.unref();
  return {
    note: (topic, partition, offset) =>
      read.set(`${topic}/${partition}`, { topic, partition, offset: String(BigInt(offset) + 1n) }),
    forget: () => read.clear(),
    close() {
      clearInterval(timer);
      return commit();
    },
  };
}
