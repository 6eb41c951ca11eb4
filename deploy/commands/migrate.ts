/**
 * `npm run migrate`: makes given servers ready for the product, once before its services start: database, roles and
 * migrations by the administrator's DATABASE_URL, Temporal namespace, Kafka topics. `npm start` does the same by itself.
 */
import * as z from 'zod';

import { serviceNames, type ServiceName } from '#contracts/areas.ts';
import type { Passwords } from '#db/roles.ts';
import { loadConfig, sharedEnvironment, variableOf } from '#platform/config.ts';
import { prepareServers } from '../prepare.ts';

const { KAFKA_BROKERS, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, CALLOUT_TOPIC_PREFIX } = sharedEnvironment;
const PostgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

const ofServices = Object.fromEntries(
  serviceNames.flatMap((service) => [
    [variableOf(service, 'DATABASE_URL'), PostgresUrl],
    [variableOf(service, 'OWNER_DATABASE_URL'), PostgresUrl],
  ]),
);

/** @throws ConfigError with every variable that is missing */
async function migrate(env: NodeJS.ProcessEnv): Promise<void> {
  const shared = {
    DATABASE_URL: PostgresUrl,
    KAFKA_BROKERS,
    TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE,
    CALLOUT_TOPIC_PREFIX,
  };
  const config = loadConfig(z.object(shared).and(z.object(ofServices)), env);
  const database = new URL(env[variableOf('orders', 'DATABASE_URL')] ?? '').pathname.slice(1);
  await prepareServers({
    database: { adminUrl: config.DATABASE_URL, database, passwords: passwordsOf(env) },
    temporalAddress: config.TEMPORAL_ADDRESS,
    namespace: config.TEMPORAL_NAMESPACE,
    kafkaBrokers: config.KAFKA_BROKERS.join(','),
    topicPrefix: config.CALLOUT_TOPIC_PREFIX,
    onMigration: (service, name) => process.stdout.write(`${service}: ${name}\n`),
  });
  process.stdout.write(`Database ${database}, namespace ${config.TEMPORAL_NAMESPACE} and topics are ready.\n`);
}

/** The roles get the passwords with which the services will come. */
function passwordsOf(env: NodeJS.ProcessEnv): Passwords {
  const passwordIn = (service: ServiceName, name: string) =>
    decodeURIComponent(new URL(env[variableOf(service, name)] ?? '').password);
  const of = (service: ServiceName) => ({
    owner: passwordIn(service, 'OWNER_DATABASE_URL'),
    work: passwordIn(service, 'DATABASE_URL'),
  });
  return {
    gateway: of('gateway'),
    orders: of('orders'),
    dispatch: of('dispatch'),
    inventory: of('inventory'),
    invoicing: of('invoicing'),
    reporting: of('reporting'),
  };
}

try {
  await migrate(process.env);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
