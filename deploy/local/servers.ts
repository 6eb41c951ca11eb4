/** The servers that an installation stands on: each given by its address, or started here. */
import type { PortRole, Ports } from './ports.ts';
import { prepareMail } from './parts/mail.ts';
import { prepareKafka } from './parts/kafka.ts';
import type { Part } from './parts/part.ts';
import { preparePostgres } from './parts/postgres.ts';
import { prepareTemporal } from './parts/temporal.ts';
import type { Say } from './progress.ts';
import type { Supervisor } from './supervisor.ts';

/** Where the servers answer. JSON-safe: test processes hand it to each other. */
export interface Servers {
  /** An administrator's URL; '' where every service's own URL is given. */
  readonly adminDatabaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string;
  /** host:port, comma-separated. */
  readonly kafkaBrokers: string;
  /** Where mails go. */
  readonly smtpUrl: string;
  /** Where those that were caught are read; '' where they are not caught. */
  readonly mailUrl: string;
}

export interface ServersOptions {
  readonly supervisor: Supervisor;
  readonly dir: string;
  readonly ports: Ports;
  /** For the superuser of a PostgreSQL of our own. */
  readonly postgresPassword: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
}

/**
 * Gets and starts all servers at once, and returns when each can work.
 * @throws PartMissing or Error of the first that cannot; the others are the supervisor's to stop
 */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { supervisor, ports } = options;
  const started = async <Address>(part: Promise<Part<Address>>): Promise<Address> => {
    const { address, child } = await part;
    if (child !== undefined) await supervisor.start(child);
    return address;
  };
  const [adminDatabaseUrl, kafkaBrokers, temporal, mail] = await Promise.all([
    started(preparePostgres({ ...options, port: ports.postgres, password: options.postgresPassword })),
    started(prepareKafka({ ...options, port: ports.kafka, controllerPort: ports.kafkaController })),
    started(
      prepareTemporal({ ...options, port: ports.temporal, uiPort: ports.temporalUi, metricsPort: ports.metrics }),
    ),
    started(prepareMail({ ...options, port: ports.mail, pagePort: ports.mailPage })),
  ]);
  return {
    ...{ adminDatabaseUrl, kafkaBrokers, temporalAddress: temporal.address, temporalUiUrl: temporal.uiUrl },
    ...{ smtpUrl: mail.smtpUrl, mailUrl: mail.pageUrl },
  };
}

/** The ports that servers of our own would listen on: those whose address is given need none. */
export function serverPorts(env: NodeJS.ProcessEnv): readonly PortRole[] {
  const own = (variable: string, roles: readonly PortRole[]) => ((env[variable] ?? '') === '' ? roles : []);
  return [
    ...own('DATABASE_URL', ['postgres']),
    ...own('KAFKA_BROKERS', ['kafka', 'kafkaController']),
    ...own('TEMPORAL_ADDRESS', ['temporal', 'temporalUi', 'metrics']),
    ...own('CALLOUT_SMTP_URL', ['mail', 'mailPage']),
  ];
}
