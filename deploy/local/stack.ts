/** Isolated stacks for tests, bench and accept: own database, roles, namespace, topics, ports and folder, on servers that may be shared. */
import { randomBytes } from 'node:crypto';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { roleNames } from '#db/roles.ts';
import { deleteTopics } from '#platform/kafka/topics.ts';
import { createLogger } from '#platform/logging.ts';
import { Installation } from './installation.ts';
import type { InstallationOptions } from './installation.ts';
import { reserveFreePorts } from './ports.ts';
import { saySilently } from './progress.ts';
import type { Servers } from './servers.ts';
import { makeTemporaryFolder, removeFolder, sweepAbandonedFolders } from './temporary-folder.ts';

/** Every option has a default that shares nothing with another stack. */
export interface StackOptions {
  /** Servers that run already; without them the stack starts its own, which can then be killed and restarted by name. */
  readonly servers?: Servers;
  /** How the product runs: in this process (the default), as one child process, or as one for each service. */
  readonly shape?: InstallationOptions['shape'];
  readonly say?: InstallationOptions['say'];
  /** Variables for the product and the servers over those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Stack {
  /** Names the database, the namespace and, with a dot behind it, the topics. */
  readonly name: string;
  readonly dir: string;
  readonly topicPrefix: string;
  /** Address of the gateway. */
  readonly url: string;
  /** The administrator's API token, after start. */
  readonly adminToken: () => string;
  /** Everything of the installation: servers, env, supervisor, ports. */
  readonly installation: Installation;
  /** Servers, preparation, product; resolves when the gateway is ready. */
  readonly start: () => Promise<void>;
  /** Servers and preparation without the product: for tests of the database, the events or the workflows alone. */
  readonly prepare: () => Promise<void>;
  /** Stops the product and the stack's own servers; data stay until remove. */
  readonly stop: () => Promise<void>;
  /** Sends a signal to a child: `product` or a service's name, and `postgres`, `kafka`, `temporal` where the stack has its own. */
  readonly kill: (child: string, signal: NodeJS.Signals) => void;
  /** Stops a child and starts it again. */
  readonly restart: (child: string) => Promise<void>;
  /** The variables of the service processes, after prepare. */
  readonly env: () => Readonly<Record<string, string>>;
  /** Where a service's working role connects, after prepare. */
  readonly databaseUrl: (service: ServiceName) => string;
  /** Stops everything and takes away what it left: database, roles, topics, namespace, folder, ports. */
  readonly remove: () => Promise<void>;
}

/** Makes a stack; nothing runs before start or prepare. */
export async function createStack(options: StackOptions = {}): Promise<Stack> {
  const name = `t${randomBytes(5).toString('hex')}`;
  await sweepAbandonedFolders(options.say ?? saySilently);
  const dir = makeTemporaryFolder(name);
  const { ports, release } = await reserveFreePorts();
  const installation = new Installation({
    dir,
    database: name,
    namespace: name,
    topicPrefix: `${name}.`,
    ports,
    shape: options.shape ?? 'in-process',
    env: { ...withoutAddresses(process.env), ...options.env },
    say: options.say ?? saySilently,
    ...(options.servers === undefined ? {} : { servers: options.servers }),
  });
  const remove = async () => {
    const isShared = options.servers !== undefined;
    if (isShared) await installation.stop().finally(() => forget(installation));
    else await installation.stop();
    removeFolder(dir);
    release();
  };
  return {
    name,
    dir,
    topicPrefix: `${name}.`,
    url: installation.url,
    adminToken: () => installation.adminToken,
    installation,
    start: () => installation.start(),
    prepare: async () => {
      await installation.startServers();
      await installation.prepare();
    },
    stop: () => installation.stop(),
    kill: (child, signal) => installation.supervisor.kill(child, signal),
    restart: (child) => installation.supervisor.restart(child),
    env: () => installation.env,
    databaseUrl: (service) => installation.databaseUrl(service),
    remove,
  };
}

/** What a terminal may have set for a running product must not reach a stack that shares nothing with it. */
function withoutAddresses(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isAddress = (name: string) =>
    /^(CALLOUT_(?!CACHE)|TEMPORAL_(ADDRESS|NAMESPACE|UI_URL)|KAFKA_BROKERS|OTEL_|([A-Z]+_)*DATABASE_URL)/.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isAddress(name)));
}

/** Takes a stack's traces from servers that go on. */
async function forget({ options, servers }: Installation): Promise<void> {
  await Promise.all([
    dropDatabase(servers.adminDatabaseUrl, options.database),
    deleteTopics(
      { brokers: servers.kafkaBrokers.split(','), clientId: 'callout-stack', log: createLogger({ name: 'stack' }) },
      options.topicPrefix,
    ),
    deleteNamespace(servers.temporalAddress, options.namespace),
  ]);
}

async function dropDatabase(adminUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${database} with (force)`);
    for (const service of serviceNames) {
      const { owner, work } = roleNames(database, service);
      await client.query(`drop role if exists ${owner}, ${work}`);
    }
  } finally {
    await client.end();
  }
}

/** A namespace of a stack that is gone would go on starting its schedules' workflows. */
async function deleteNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.operatorService.deleteNamespace({ namespace });
  } finally {
    await connection.close();
  }
}
