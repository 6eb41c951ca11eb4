/** Where a running installation's databases and brokers are, for commands that work beside it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { forEachService, serviceUrls } from '#db/roles.ts';
import { variableOf } from '#platform/config.ts';
import { postgresAdministrator } from './parts/postgres.ts';
import { defaultPort, parsePort, portsFrom } from './ports.ts';
import { ensureSecrets } from './secrets.ts';

export interface RunningInstallation {
  /** Where the services' working roles connect. */
  readonly databaseUrls: Readonly<Record<ServiceName, string>>;
  readonly brokers: readonly string[];
  /** '' or such as `t7.`. */
  readonly topicPrefix: string;
}

/**
 * From the services' own variables where they are set, as in a container; else from the folder of `npm start` (CALLOUT_DIR) and
 * the gateway's port (that of CALLOUT_URL, else CALLOUT_PORT), from which every other is counted.
 * @throws Error when there is neither
 */
export function findInstallation(env: NodeJS.ProcessEnv): RunningInstallation {
  const brokers = env['KAFKA_BROKERS'] ?? '';
  const topicPrefix = env['CALLOUT_TOPIC_PREFIX'] ?? '';
  const given = forEachService((service) => env[variableOf(service, 'DATABASE_URL')] ?? '');
  if (brokers !== '' && serviceNames.every((service) => given[service] !== '')) {
    return { databaseUrls: given, brokers: brokers.split(','), topicPrefix };
  }
  const dir = resolve(env['CALLOUT_DIR'] ?? '.callout');
  if (!existsSync(join(dir, 'secrets.json'))) {
    throw new Error(`There is no installation in ${dir}: start Callout with npm start, or set CALLOUT_DIR.`);
  }
  const ports = portsFrom(gatewayPort(env));
  const secrets = ensureSecrets(dir);
  const own = `postgres://${postgresAdministrator}:${secrets.postgres}@127.0.0.1:${ports.postgres}/postgres`;
  const admin = env['DATABASE_URL'] ?? '';
  const urls = serviceUrls(admin === '' ? own : admin, 'callout', secrets.roles);
  return {
    databaseUrls: forEachService((service) => urls[service].url),
    brokers: brokers === '' ? [`127.0.0.1:${ports.kafka}`] : brokers.split(','),
    topicPrefix,
  };
}

function gatewayPort(env: NodeJS.ProcessEnv): number {
  const url = env['CALLOUT_URL'] ?? '';
  const text = url === '' ? (env['CALLOUT_PORT'] ?? String(defaultPort)) : new URL(url).port;
  const port = parsePort(text === '' ? '80' : text);
  if (port === undefined) throw new Error(`${text} is no port of a gateway.`);
  return port;
}
