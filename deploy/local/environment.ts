/** The environment of the service processes: the names that platform/config.ts parses, with the values of one installation. */
import { join } from 'node:path';
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import type { ServiceUrls } from '#db/roles.ts';
import { variableOf } from '#platform/config.ts';
import type { Ports } from './ports.ts';
import type { Servers } from './servers.ts';

export interface EnvironmentOptions {
  readonly dir: string;
  readonly ports: Ports;
  readonly servers: Servers;
  readonly databases: Readonly<Record<ServiceName, ServiceUrls>>;
  readonly namespace: string;
  readonly topicPrefix: string;
  readonly serviceKey: string;
}

/** All variables of all six services. */
export function serviceEnvironment(options: EnvironmentOptions): Record<string, string> {
  const { dir, ports, servers, databases, namespace, topicPrefix, serviceKey } = options;
  const perService = serviceNames.flatMap((service) => [
    [variableOf(service, 'DATABASE_URL'), databases[service].url],
    [variableOf(service, 'PORT'), String(ports[service])],
    [variableOf(service, 'URL'), `http://127.0.0.1:${ports[service]}`],
  ]);
  return {
    ...Object.fromEntries(perService),
    CALLOUT_DIR: dir,
    CALLOUT_FILES_DIR: join(dir, 'files'),
    CALLOUT_HOST: '127.0.0.1',
    CALLOUT_PUBLIC_URL: `http://127.0.0.1:${ports.gateway}`,
    CALLOUT_SERVICE_KEY: serviceKey,
    CALLOUT_SMTP_URL: servers.smtpUrl,
    CALLOUT_TOPIC_PREFIX: topicPrefix,
    KAFKA_BROKERS: servers.kafkaBrokers,
    TEMPORAL_ADDRESS: servers.temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_UI_URL: servers.temporalUiUrl,
  };
}

/** The URLs of all services when the environment names every one of them; else undefined: they are made by the administrator. */
export function givenDatabases(env: NodeJS.ProcessEnv): Record<ServiceName, ServiceUrls> | undefined {
  const read = (service: ServiceName) => {
    const url = env[variableOf(service, 'DATABASE_URL')];
    const ownerUrl = env[variableOf(service, 'OWNER_DATABASE_URL')];
    return url === undefined || ownerUrl === undefined ? undefined : { url, ownerUrl };
  };
  const gateway = read('gateway');
  const orders = read('orders');
  const dispatch = read('dispatch');
  const inventory = read('inventory');
  const invoicing = read('invoicing');
  const reporting = read('reporting');
  return gateway && orders && dispatch && inventory && invoicing && reporting
    ? { gateway, orders, dispatch, inventory, invoicing, reporting }
    : undefined;
}
