/** Kafka: the brokers that `KAFKA_BROKERS` names, else one broker of our own in KRaft mode on Java. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKafka } from '#platform/kafka/connect.ts';
import { createLogger } from '#platform/logging.ts';
import { tiers } from '../child.ts';
import { longStep } from '../progress.ts';
import { runCommand } from '../run-command.ts';
import { jarFolder } from './jars.ts';
import { findJava } from './java.ts';
import { PartMissing, reasonOf } from './part.ts';
import type { Part, PartRequest } from './part.ts';

const settingsFolder = join(import.meta.dirname, '..', '..', 'kafka');

/**
 * Small rather than fast: half of the processor time of a broker's first ten minutes went into optimising its own code (C2), and
 * one that serves a single machine has no use for several collectors.
 */
const virtualMachine = [
  '-Xmx512m',
  '-Xms128m',
  '-XX:+ExitOnOutOfMemoryError',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
];

const waysToSupply = [
  'KAFKA_BROKERS=host:port[,host:port] of a Kafka that you run (4.x, or 3.x from 3.7 on)',
  'MAVEN_REPOSITORY_URL=https://… of a Maven repository that this machine reaches',
  'install Maven with the settings of your place',
];

export interface KafkaRequest extends PartRequest {
  readonly port: number;
  readonly controllerPort: number;
}

/**
 * Makes Kafka ready to be started; its address is a list of brokers, `host:port,host:port`.
 * @throws PartMissing when no way works
 */
export async function prepareKafka(request: KafkaRequest): Promise<Part<string>> {
  const given = request.env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '') return { address: given };
  const java = await findJava(request.env, request.say);
  const jars = await jarFolder('kafka', request.env, request.say).catch((error: unknown) => {
    throw new PartMissing('Kafka', [reasonOf(error)], waysToSupply);
  });
  const address = `127.0.0.1:${request.port}`;
  mkdirSync(join(request.dir, 'kafka'), { recursive: true, mode: 0o700 });
  const settings = join(request.dir, 'kafka.properties');
  writeFileSync(settings, settingsText(request), { mode: 0o600 });
  const common = ['-cp', join(jars, '*'), `-Dlog4j2.configurationFile=${join(settingsFolder, 'log4j2.properties')}`];
  if (!existsSync(join(request.dir, 'kafka', 'meta.properties'))) {
    await longStep(request.say, 'Kafka: formatting its storage', () =>
      runCommand(java, [...virtualMachine, ...common, ...formatArguments(settings)], { env: request.env }),
    );
  }
  return {
    address,
    child: {
      name: 'kafka',
      tier: tiers.kafka,
      command: java,
      args: [...virtualMachine, ...common, 'kafka.Kafka', settings],
      cwd: request.dir,
      env: request.env,
      logFile: join(request.dir, 'logs', 'kafka.log'),
      stopSignal: 'SIGTERM',
      stopWithinMs: 15_000,
      readyWithinMs: 90_000,
      isReady: () => answers(address),
    },
  };
}

function formatArguments(settings: string): readonly string[] {
  const clusterId = randomBytes(16).toString('base64url');
  return ['kafka.tools.StorageTool', 'format', '--ignore-formatted', '--config', settings, `--cluster-id=${clusterId}`];
}

function settingsText({ dir, port, controllerPort }: KafkaRequest): string {
  const fixed = readFileSync(join(settingsFolder, 'server.properties'), 'utf8');
  return `${fixed}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.quorum.voters=1@127.0.0.1:${controllerPort}
log.dirs=${join(dir, 'kafka')}
`;
}

async function answers(address: string): Promise<void> {
  const connection = {
    brokers: [address],
    clientId: 'callout-start',
    log: createLogger({ name: 'start', level: 'silent' }),
  };
  const admin = createKafka(connection).admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    await admin.describeCluster();
  } finally {
    await admin.disconnect();
  }
}
