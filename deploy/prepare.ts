/** Makes servers ready for the product: database, roles and migrations, Temporal namespace, Kafka topics. Doing it again changes nothing. */
import {
  inboundAreas,
  inboundRetentionMs,
  inboundTopicOf,
  publishingAreas,
  topicOf,
  topicPartitions,
} from '#contracts/topics.ts';
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { migrateService, migrateStack } from '#db/migrate.ts';
import type { Passwords, ServiceUrls } from '#db/roles.ts';
import { ensureTopics } from '#platform/kafka/topics.ts';
import { createLogger } from '#platform/logging.ts';
import { ensureNamespace } from './temporal/namespace.ts';

export type DatabaseAccess =
  | { readonly adminUrl: string; readonly database: string; readonly passwords: Passwords }
  | { readonly urls: Readonly<Record<ServiceName, ServiceUrls>> };

export interface PrepareOptions {
  readonly database: DatabaseAccess;
  readonly temporalAddress: string;
  readonly namespace: string;
  /** host:port, comma-separated. */
  readonly kafkaBrokers: string;
  readonly topicPrefix: string;
  /** Told of each migration that ran. */
  readonly onMigration?: (service: ServiceName, name: string) => void;
}

/**
 * Prepares all three servers at once.
 * @returns where each service connects
 * @throws the first error of a migration, of the namespace, or for a topic that would forget
 */
export async function prepareServers(options: PrepareOptions): Promise<Readonly<Record<ServiceName, ServiceUrls>>> {
  const [urls] = await Promise.all([
    migrate(options),
    ensureNamespace(options.temporalAddress, options.namespace),
    makeTopics(options.kafkaBrokers, options.topicPrefix),
  ]);
  return urls;
}

async function migrate({ database, onMigration }: PrepareOptions): Promise<Readonly<Record<ServiceName, ServiceUrls>>> {
  if ('adminUrl' in database)
    return migrateStack({ ...database, ...(onMigration === undefined ? {} : { onMigration }) });
  for (const service of serviceNames) await migrateService(service, database.urls[service].ownerUrl, onMigration);
  return database.urls;
}

async function makeTopics(kafkaBrokers: string, prefix: string): Promise<void> {
  const log = createLogger({ name: 'prepare', level: 'error' });
  await ensureTopics({ brokers: kafkaBrokers.split(','), clientId: 'callout-prepare', log }, [
    ...publishingAreas.map((area) => ({ topic: topicOf(area, prefix), partitions: topicPartitions, retentionMs: -1 })),
    ...inboundAreas.map((area) => ({
      topic: inboundTopicOf(area, prefix),
      partitions: topicPartitions,
      retentionMs: inboundRetentionMs,
    })),
  ]);
}
