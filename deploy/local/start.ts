/** `npm start`: everything real on loopback, supervised, until Ctrl-C. */
import { existsSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWeb } from '../web-build.ts';
import { demoMemory } from './demo-memory.ts';
import { loadDemo } from './demo.ts';
import { ensureLogins, logins, loginsFile } from './demo/logins.ts';
import { emptyFolder, holdFolder } from './folder.ts';
import { Installation } from './installation.ts';
import { defaultPort, explainTakenPorts, parsePort, portsFrom, takenPorts } from './ports.ts';
import type { Ports } from './ports.ts';
import { sayOnTerminal } from './progress.ts';
import { serverPorts } from './servers.ts';
import { adminPasswordFile } from './secrets.ts';

interface Arguments {
  readonly port: number;
  readonly dir: string;
  readonly reset: boolean;
  readonly demo: boolean;
  readonly split: boolean;
}

const usage = `npm start -- [options]
  --port N    the gateway's port (${defaultPort}); every other port is counted from it
  --dir PATH  where data, logs and secrets lie (.callout)
  --reset     forgets all data and begins anew
  --no-demo   seeds configuration only
  --split     one process for each service, as in docker-compose.yml`;

// One Ctrl-C arrives several times: from the terminal, from npm and from the process between.
const sameSignalWithinMs = 1_000;
const say = sayOnTerminal;

await main();

async function main(): Promise<void> {
  const startedAt = Date.now();
  const options = readArguments();
  const lock = await holdFolder(options.dir).catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
  if (options.reset) await emptyFolder(options.dir, lock, say);
  if (options.demo && demoMemory(options.dir)?.isDone !== true) ensureLogins(options.dir);
  const ports = portsFrom(options.port);
  const installation = new Installation({
    dir: options.dir,
    database: 'callout',
    namespace: 'callout',
    topicPrefix: '',
    ports,
    shape: options.split ? 'split' : 'one-process',
    env: process.env,
    say,
  });
  const stopping = stopOnSignal(installation, lock);
  try {
    await installation.supervisor.endLeftovers();
    await refuseTakenPorts(ports);
    say('Starting PostgreSQL, Kafka and Temporal');
    await Promise.all([installation.startServers(), buildWeb(say)]);
    await installation.prepare();
    say('Starting Callout');
    await installation.startProduct();
    process.stdout.write(readyText(installation, startedAt));
  } catch (error) {
    if (stopping()) return;
    say(`\n${error instanceof Error ? error.message : String(error)}`);
    await installation.stop();
    rmSync(lock, { force: true });
    process.exit(1);
  }
  if (!options.demo) return;
  const { url, adminToken } = installation;
  await loadDemo({ url, adminToken, dir: options.dir, say }).catch((error: unknown) => {
    if (!stopping()) say(`The demo data are not complete, the next start goes on with them: ${String(error)}`);
  });
}

function readArguments(): Arguments {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env['CALLOUT_PORT'] ?? String(defaultPort) },
        dir: { type: 'string', default: process.env['CALLOUT_DIR'] ?? '.callout' },
        reset: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: true },
        split: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowNegative: true,
    });
    const port = parsePort(values.port);
    if (port === undefined) throw new Error(`--port ${values.port} is no port from 1 to 65520.`);
    if (values.help) {
      process.stdout.write(`${usage}\n`);
      process.exit(0);
    }
    const { reset, demo, split } = values;
    return { port, dir: resolve(values.dir), reset, demo, split };
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

async function refuseTakenPorts(ports: Ports): Promise<void> {
  const services = ['gateway', 'orders', 'dispatch', 'inventory', 'invoicing', 'reporting'] as const;
  const taken = await takenPorts(ports, [...services, ...serverPorts(process.env)]);
  if (taken.length > 0) throw new Error(await explainTakenPorts(ports, taken));
}

/** The first signal stops everything in order, a second one kills it. Returns whether a stop was asked for. */
function stopOnSignal(installation: Installation, lock: string): () => boolean {
  let firstAt: number | undefined;
  const take = () => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      say('\nStopping (Ctrl-C again to force)');
      void installation.stop().then(
        () => leave(0, 'Stopped. Data stay in the folder; npm start goes on with them.'),
        (error: unknown) => leave(1, String(error)),
      );
    } else if (Date.now() - firstAt > sameSignalWithinMs) {
      installation.supervisor.killAll();
      leave(130, 'Killed.');
    }
  };
  const leave = (code: number, line: string) => {
    rmSync(lock, { force: true });
    say(line);
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, take);
  // The process between npm and this one is gone: nobody could stop this one by Ctrl-C any more.
  process.on('disconnect', take);
  return () => firstAt !== undefined;
}

function readyText({ url, options, servers }: Installation, startedAt: number): string {
  const dir = relative('', options.dir) || '.';
  const rows = [
    ['Console', `${url}/`],
    ['API description', `${url}/docs (OpenAPI: ${url}/openapi.json)`],
    ...(servers.mailUrl === '' ? [] : [['Mails', `${servers.mailUrl}/ (caught; CALLOUT_SMTP_URL sends them)`]]),
    ['Temporal UI', `${servers.temporalUiUrl}/namespaces/${options.namespace}/workflows`],
    ['Administrator', `admin@callout.local, password in ${join(dir, adminPasswordFile)}`],
    ...loginRows(options.dir, dir),
    ['Logs', join(dir, 'logs')],
  ];
  const table = rows.map(([name = '', value = '']) => `  ${name.padEnd(16)} ${value}`).join('\n');
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  return `\nCallout is ready after ${seconds} s.\n\n${table}\n\nCtrl-C stops all of it; data stay in ${dir}.\n`;
}

/** The demo's logins, while there are any: passwords lie in a file, one line each. */
function loginRows(dir: string, shown: string): readonly (readonly string[])[] {
  if (!existsSync(join(dir, loginsFile))) return [];
  const rows = logins.map(([role, email]) => ['', `${email.padEnd(30)} ${role.replaceAll('-', ' ')}`]);
  return [['Demo logins', `passwords in ${join(shown, loginsFile)}`], ...rows];
}
