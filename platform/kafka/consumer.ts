/** A consumer group member that comes back by itself and stands still rather than skip. */
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';

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
  /** Applies a batch in its own transaction. A rejection hands the whole batch out again after a pause. */
  readonly eachBatch: (batch: ReceivedBatch) => Promise<void>;
  readonly log: Logger;
  /** Partitions that are handled at once, 1 when absent. */
  readonly concurrency?: number;
}

export interface Consuming {
  /** True while the member belongs to its group and fetches. */
  readonly isLive: () => boolean;
  readonly stop: () => Promise<void>;
}

const restartAfterMs = 1_000;
/** The watchdog's patience: kafkajs fetches at least twice a second, so silence this long is a stuck member. */
const silentMs = 60_000;

/**
 * Joins and consumes until stopped. A fetch asks for every partition and costs as much without events as with them, so it
 * waits for others to come: 200 ms at most.
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
    maxWaitTimeInMs: 200,
    metadataMaxAge: 60_000,
    // The watchdog restarts; kafkajs's own restart keeps broken state.
    retry: { retries: 8, restartOnFailure: async () => false },
  });
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
  });

  return {
    run(onCrash) {
      const crash = (err: unknown) => {
        isLive = false;
        options.log.warn({ err, groupId: options.groupId }, 'Kafka consumer crashed and starts anew');
        onCrash();
      };
      consumer.on(consumer.events.CRASH, ({ payload }) => crash(payload.error));
      join(consumer, options).catch(crash);
    },
    async leave() {
      isLive = false;
      await consumer
        .disconnect()
        .catch((err: unknown) => options.log.debug({ err }, 'Kafka consumer left with an error'));
    },
    isLive: () => isLive,
    silenceMs: () => performance.now() - lastSignMs,
  };
}

async function join(consumer: Consumer, options: ConsumeOptions): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [...options.topics], fromBeginning: options.fromBeginning });
  await consumer.run({
    autoCommitInterval: 1_000,
    eachBatchAutoResolve: true,
    partitionsConsumedConcurrently: options.concurrency ?? 1,
    eachBatch: (payload) => hand(payload, options),
  });
}

async function hand(payload: EachBatchPayload, options: ConsumeOptions): Promise<void> {
  const { batch } = payload;
  await options.eachBatch({
    topic: batch.topic,
    partition: batch.partition,
    messages: batch.messages,
    heartbeat: payload.heartbeat,
    isMine: () => payload.isRunning() && !payload.isStale(),
  });
  await payload.heartbeat();
}
