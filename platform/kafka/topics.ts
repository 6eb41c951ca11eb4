/** Makes topics, and refuses one that would forget. */
import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';
import { setTimeout as delay } from 'node:timers/promises';

import { createKafka } from './connect.ts';
import type { KafkaConnection } from './connect.ts';

/** A topic as it has to be. */
export interface WantedTopic {
  readonly topic: string;
  readonly partitions: number;
  /** -1 keeps everything. */
  readonly retentionMs: number;
}

const forever = -1;
const knownWithinMs = 30_000;
const pollMs = 100;

/**
 * Makes the topics that are missing (one replica, or three where the cluster has them) and checks those that exist.
 * @throws Error naming each topic that would forget events or has another number of partitions
 */
export async function ensureTopics(connection: KafkaConnection, wanted: readonly WantedTopic[]): Promise<void> {
  await withAdmin(connection, async (admin) => {
    const known = new Set(await admin.listTopics());
    const { brokers } = await admin.describeCluster();
    const replicationFactor = brokers.length >= 3 ? 3 : 1;
    const missing = wanted.filter((each) => !known.has(each.topic));
    if (missing.length > 0) {
      await admin.createTopics({
        // kafkajs waits for leaders, but fails when a broker has not heard of the topic at all yet; untilKnown waits for both.
        waitForLeaders: false,
        topics: missing.map((each) => ({
          topic: each.topic,
          numPartitions: each.partitions,
          replicationFactor,
          configEntries: [
            { name: 'retention.ms', value: String(each.retentionMs) },
            { name: 'retention.bytes', value: '-1' },
            { name: 'cleanup.policy', value: 'delete' },
          ],
        })),
      });
    }
    await untilKnown(admin, wanted);
    const mistakes = await mistakesOf(admin, wanted);
    if (mistakes.length > 0) throw new Error(`Kafka topics are not as they must be:\n  ${mistakes.join('\n  ')}`);
  });
}

/** A topic that was just made becomes known to the brokers, and gets its leaders, a moment later. */
async function untilKnown(admin: Admin, wanted: readonly WantedTopic[]): Promise<void> {
  const deadline = Date.now() + knownWithinMs;
  for (;;) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: wanted.map((each) => each.topic) });
      if (topics.every((each) => each.partitions.every((partition) => partition.leader >= 0))) return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    if (Date.now() > deadline) throw new Error(`Kafka gave no leaders to new topics within ${knownWithinMs} ms`);
    await delay(pollMs);
  }
}

async function mistakesOf(admin: Admin, wanted: readonly WantedTopic[]): Promise<string[]> {
  const { topics } = await admin.fetchTopicMetadata({ topics: wanted.map((each) => each.topic) });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: wanted.map((each) => ({
      // By the default export: Node finds only some of kafkajs's names.
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: each.topic,
      configNames: ['retention.ms', 'retention.bytes', 'cleanup.policy'],
    })),
  });
  return wanted.flatMap((each) => {
    const partitions = topics.find((topic) => topic.name === each.topic)?.partitions.length ?? 0;
    const entries = resources.find((resource) => resource.resourceName === each.topic)?.configEntries ?? [];
    const setting = (name: string) => entries.find((entry) => entry.configName === name)?.configValue;
    return [
      ...(partitions === each.partitions ? [] : [`${each.topic} has ${partitions} partitions, not ${each.partitions}`]),
      ...forgets(each, setting),
    ];
  });
}

function forgets(wanted: WantedTopic, setting: (name: string) => string | undefined): string[] {
  const retention = Number(setting('retention.ms'));
  const isTooShort =
    wanted.retentionMs === forever ? retention !== forever : retention !== forever && retention < wanted.retentionMs;
  return [
    ...(isTooShort
      ? [`${wanted.topic} would forget after ${retention} ms: set retention.ms=${wanted.retentionMs}`]
      : []),
    ...(setting('retention.bytes') === '-1' ? [] : [`${wanted.topic} would forget by size: set retention.bytes=-1`]),
    ...(setting('cleanup.policy') === 'delete'
      ? []
      : [`${wanted.topic} would forget by compaction: set cleanup.policy=delete`]),
  ];
}

/** Deletes every topic of a stack's prefix, for stacks that are removed. @throws Error for an empty prefix */
export async function deleteTopics(connection: KafkaConnection, prefix: string): Promise<void> {
  if (prefix === '') throw new Error('Only topics of a stack with a prefix can be deleted');
  await withAdmin(connection, async (admin) => {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    if (topics.length > 0) await admin.deleteTopics({ topics, timeout: 10_000 });
  });
}

/** Rejects when no broker answers: a readiness check. */
export async function checkKafka(connection: KafkaConnection): Promise<void> {
  await withAdmin(connection, (admin) => admin.describeCluster());
}

/** Per partition the offset behind the last event. */
export async function endOffsets(connection: KafkaConnection, topic: string): Promise<ReadonlyMap<number, bigint>> {
  return withAdmin(connection, async (admin) => {
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(offsets.map((each) => [each.partition, BigInt(each.high)]));
  });
}

/** Forgets where a group was, so that it begins from the first event again. The group must have no members. */
export async function forgetGroup(connection: KafkaConnection, groupId: string): Promise<void> {
  await withAdmin(connection, (admin) => admin.deleteGroups([groupId]));
}

async function withAdmin<Result>(
  connection: KafkaConnection,
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const admin = createKafka(connection).admin({ retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 } });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
