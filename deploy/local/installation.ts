/** One running Callout: its servers, the preparation of them, and the product in one of three shapes. */
import { join } from 'node:path';
import type { ServiceName } from '#contracts/areas.ts';
import type { ServiceUrls } from '#db/roles.ts';
import { prepareServers } from '../prepare.ts';
import { givenDatabases, serviceEnvironment } from './environment.ts';
import type { Ports } from './ports.ts';
import type { RunningProduct } from './product.ts';
import { productProcesses, untilReady } from './product-processes.ts';
import type { ProcessShape } from './product-processes.ts';
import type { Say } from './progress.ts';
import { ensureSecrets, readAdminToken } from './secrets.ts';
import type { Secrets } from './secrets.ts';
import { startServers } from './servers.ts';
import type { Servers } from './servers.ts';
import { createSupervisor } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';

export interface InstallationOptions {
  /** Absolute path of its folder (CALLOUT_DIR). */
  readonly dir: string;
  readonly database: string;
  readonly namespace: string;
  /** '' or such as `t7.`. */
  readonly topicPrefix: string;
  readonly ports: Ports;
  readonly shape: ProcessShape | 'in-process';
  /** The environment of who starts it. */
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  /** Servers that run already; without them it starts its own. */
  readonly servers?: Servers;
}

/** Has a lifecycle: start, then stop; a part that was stopped or killed can be started again in between. */
export class Installation {
  readonly options: InstallationOptions;
  readonly secrets: Secrets;
  readonly supervisor: Supervisor;
  #servers: Servers | undefined;
  #databases: Readonly<Record<ServiceName, ServiceUrls>> | undefined;
  #inProcess: RunningProduct | undefined;

  constructor(options: InstallationOptions) {
    this.options = options;
    this.secrets = ensureSecrets(options.dir);
    this.supervisor = createSupervisor(join(options.dir, 'run'), options.say);
    this.#servers = options.servers;
  }

  /** Address of the gateway. */
  get url(): string {
    return `http://127.0.0.1:${this.options.ports.gateway}`;
  }

  get adminToken(): string {
    return readAdminToken(this.options.dir);
  }

  /** @throws Error before the servers run */
  get servers(): Servers {
    return present(this.#servers, 'servers');
  }

  /** The variables of the service processes. @throws Error before prepare */
  get env(): Readonly<Record<string, string>> {
    const { dir, ports, namespace, topicPrefix } = this.options;
    const databases = present(this.#databases, 'databases');
    const serviceKey = this.secrets.serviceKey;
    return serviceEnvironment({ dir, ports, namespace, topicPrefix, serviceKey, databases, servers: this.servers });
  }

  /** Where a service's working role connects. @throws Error before prepare */
  databaseUrl(service: ServiceName): string {
    return present(this.#databases, 'databases')[service].url;
  }

  /** Where the role that owns a service's schema connects. @throws Error before prepare */
  ownerDatabaseUrl(service: ServiceName): string {
    return present(this.#databases, 'databases')[service].ownerUrl;
  }

  /** Servers, preparation, product; resolves when GET /readyz on the gateway answers 200. */
  async start(): Promise<void> {
    await this.startServers();
    await this.prepare();
    await this.startProduct();
  }

  async startServers(): Promise<void> {
    if (this.#servers !== undefined) return;
    const { dir, ports, env, say } = this.options;
    await this.supervisor.endLeftovers();
    this.#servers = await startServers({
      supervisor: this.supervisor,
      dir,
      ports,
      env,
      say,
      postgresPassword: this.secrets.postgres,
    });
  }

  /** Database, roles and migrations, namespace, topics. */
  async prepare(): Promise<void> {
    const { database, namespace, topicPrefix, env, say } = this.options;
    const { adminDatabaseUrl, temporalAddress, kafkaBrokers } = this.servers;
    const urls = givenDatabases(env);
    let migrations = 0;
    this.#databases = await prepareServers({
      database: urls === undefined ? { adminUrl: adminDatabaseUrl, database, passwords: this.secrets.roles } : { urls },
      temporalAddress,
      namespace,
      kafkaBrokers,
      topicPrefix,
      onMigration: () => {
        migrations += 1;
      },
    });
    if (migrations > 0) say(`  database ${database}: ${migrations} migrations`);
  }

  async startProduct(): Promise<void> {
    const { shape, dir, ports, env } = this.options;
    if (shape === 'in-process') {
      // Only who runs the product loads it: the supervisor stays small.
      const { startProduct } = await import('./product.ts');
      this.#inProcess = await startProduct(this.env);
      await untilReady(this.url);
      return;
    }
    const processes = productProcesses({ shape, dir, ports, env: { ...env, ...this.env } });
    await Promise.all(processes.map((spec) => this.supervisor.start(spec)));
  }

  /** Stops what this installation started, the product first; data stay. */
  async stop(): Promise<void> {
    await this.#inProcess?.stop();
    this.#inProcess = undefined;
    await this.supervisor.stopAll();
  }
}

function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The installation has no ${what} yet: it was not started.`);
  return value;
}
