/** The topics of a stack, emptied and refilled as after the loss of a broker's storage. */
import { consumedTopics } from '#contracts/topics.ts';
import { forEachService } from '#db/roles.ts';
import { republish } from '#deploy/local/republish.ts';
import type { Stack } from '#deploy/local/stack.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import { deleteTopics, endOffsets } from '#platform/kafka/topics.ts';
import { createLogger } from '#platform/logging.ts';
import { eventually } from './eventually.ts';

const log = createLogger({ name: 'test', level: 'silent' });

/** A connection to the brokers of a stack that was prepared. */
export function kafkaOf(stack: Stack): KafkaConnection {
  return { brokers: (stack.env()['KAFKA_BROKERS'] ?? '').split(','), clientId: 'test', log };
}

/** Deletes the stack's topics with all that is in them, and makes them again. */
export async function emptyBroker(stack: Stack): Promise<void> {
  await deleteTopics(kafkaOf(stack), stack.topicPrefix);
  await eventually(() => stack.prepare(), { withinMs: 30_000, everyMs: 500 });
}

/** How many messages are in the topics whose areas have events. */
export async function messagesIn(stack: Stack): Promise<number> {
  const ends = await Promise.all(
    consumedTopics('reporting', stack.topicPrefix).map((topic) => endOffsets(kafkaOf(stack), topic)),
  );
  return ends.flatMap((offsets) => [...offsets.values()]).reduce((sum, end) => sum + Number(end), 0);
}

/** Sends everything that was ever recorded again. @returns how many events */
export function republishAll(stack: Stack): Promise<number> {
  const databaseUrls = forEachService((service) => stack.databaseUrl(service));
  const { brokers } = kafkaOf(stack);
  const { topicPrefix } = stack;
  return republish({ databaseUrls, brokers, topicPrefix, from: '1970-01-01T00:00:00.000Z', log });
}
