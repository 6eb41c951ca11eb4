/** Reads every topic from its end, to tell browsers what changed and this process that rights did. */
import { randomUUID } from 'node:crypto';

import { consumedTopics } from '#contracts/topics.ts';
import { consume } from '#platform/kafka/consumer.ts';
import type { Consuming, KafkaMessage } from '#platform/kafka/consumer.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import type { Hint, HintHub } from '#platform/http/sse.ts';
import type { Logger } from '#platform/logging.ts';

export interface HintOptions {
  readonly connection: KafkaConnection;
  readonly topicPrefix: string;
  readonly hub: HintHub;
  /** Called when a user or token changed, in whatever process. */
  readonly onRightsChanged: () => void;
  readonly log: Logger;
}

/** An open page, and a right that was taken away, wait no longer. */
const gatherMs = 200;

/** Joins with a group of its own, because every gateway has browsers of its own. */
export function readHints(options: HintOptions): Consuming {
  const { hub, onRightsChanged } = options;
  return consume({
    connection: options.connection,
    groupId: `${options.topicPrefix}gateway-hints-${randomUUID()}`,
    topics: consumedTopics('gateway', options.topicPrefix),
    fromBeginning: false,
    gatherMs,
    log: options.log,
    eachBatch: async ({ messages }) => {
      for (const message of messages) {
        const hint = hintOf(message);
        if (hint === undefined) continue;
        if (hint.area === 'identity') onRightsChanged();
        hub.publish(hint);
      }
    },
  });
}

const typeName = /^callout\.([a-z-]+)\./;

/** The hint of a message, from its headers alone; undefined for one that is no event of ours. */
export function hintOf(message: Pick<KafkaMessage, 'headers'>): Hint | undefined {
  const read = (name: string) => message.headers?.[name]?.toString();
  const area = typeName.exec(read('ce_type') ?? '')?.[1];
  const subject = read('ce_subject') ?? '';
  const slash = subject.indexOf('/');
  const version = Number(read('ce_sequence'));
  if (area === undefined || slash < 1 || !Number.isSafeInteger(version)) return undefined;
  return {
    area,
    aggregate: subject.slice(0, slash),
    aggregateId: subject.slice(slash + 1),
    version,
    customerId: read('ce_customerid') ?? null,
  };
}
