/** The producer: idempotent, acknowledged by all replicas, one request in flight, so that order per key is kept. */
import { Partitioners } from 'kafkajs';
import type { Producer, TopicMessages } from 'kafkajs';

import { createKafka } from './connect.ts';
import type { KafkaConnection } from './connect.ts';

export type { TopicMessages } from 'kafkajs';

export interface Publisher {
  /** Resolves when every message is stored by all replicas. @throws Error when that is not known; sending again is safe */
  readonly publish: (messages: readonly TopicMessages[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Connects at the first message, so that a broker that is down at start stops nothing else. After a failure the producer is thrown
 * away: nobody knows which of its sequence numbers the broker has, and a new producer begins with its own.
 */
export function connectProducer(connection: KafkaConnection): Publisher {
  const kafka = createKafka(connection);
  let current: Promise<Producer> | undefined;

  async function open(): Promise<Producer> {
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 3, initialRetryTime: 50, maxRetryTime: 1_000 },
    });
    await producer.connect();
    return producer;
  }

  async function discard(): Promise<void> {
    const old = current;
    current = undefined;
    await old?.then((producer) => producer.disconnect()).catch(() => undefined);
  }

  return {
    async publish(messages) {
      current ??= open();
      try {
        const producer = await current;
        await producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages: [...messages] });
      } catch (error) {
        await discard();
        throw error;
      }
    },
    stop: discard,
  };
}
