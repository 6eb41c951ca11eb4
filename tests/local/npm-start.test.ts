import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { reserveFreePorts } from '#deploy/local/ports.ts';
import type { ReservedPorts } from '#deploy/local/ports.ts';
import { isRunning, parseIdentity } from '#deploy/local/process-identity.ts';
import type { ProcessIdentity } from '#deploy/local/process-identity.ts';
import { makeTemporaryFolder, removeFolder } from '#deploy/local/temporary-folder.ts';
import { eventually } from '../support/eventually.ts';

const root = join(import.meta.dirname, '..', '..');
const readyWithinMs = 90_000;

let dir: string;
let reserved: ReservedPorts;
let starts: ChildProcess[] = [];
beforeEach(async () => {
  dir = makeTemporaryFolder('npm-start');
  reserved = await reserveFreePorts();
  starts = [];
});
afterEach(async () => {
  for (const start of starts) signalGroup(start, 'SIGTERM');
  await eventually(() => expect(running(recorded())).toEqual([]), { withinMs: 30_000 });
  removeFolder(dir);
  reserved.release();
});

test('a supervisor that was killed leaves its children, and the next start ends them and goes on with the data', async () => {
  const killed = npmStart();
  await killed.says('Callout is ready');
  const left = recorded();
  expect(left.length).toBeGreaterThanOrEqual(4);
  const secrets = readFileSync(join(dir, 'secrets.json'), 'utf8');

  signalGroup(killed.process, 'SIGKILL');
  await killed.ended;
  expect(running(left)).toHaveLength(left.length);
  const next = npmStart();
  await next.says('Callout is ready');

  expect(next.output()).toContain('left over from a start that was killed');
  expect(running(left)).toEqual([]);
  expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).toBe(secrets);
  await expectCtrlCLeavesNothing(next);
});

test('a port that something else listens on is named with its role and with what to change', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(reserved.ports.kafka, '127.0.0.1', resolve));

  const refused = npmStart();
  const code = await refused.ended;
  await new Promise((resolve) => other.close(resolve));

  expect(code).toBe(1);
  expect(refused.output()).toContain(`port ${reserved.ports.kafka} is taken: kafka would listen on it`);
  expect(refused.output()).toMatch(/npm start -- --port \d+/);
  expect(recorded()).toEqual([]);
});

test('an unknown option is refused with the list of those that there are', async () => {
  const refused = npmStart('--prot', '9000');

  expect(await refused.ended).toBe(2);
  expect(refused.output()).toContain('--port N');
});

async function expectCtrlCLeavesNothing(start: Start): Promise<void> {
  const children = recorded();
  expect(children.length).toBeGreaterThanOrEqual(4);

  // As a terminal does: to every process of the group at once.
  signalGroup(start.process, 'SIGINT');

  expect(await start.ended).toBe(0);
  expect(running(children)).toEqual([]);
  expect(recorded()).toEqual([]);
}

interface Start {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly says: (text: string) => Promise<void>;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

function npmStart(...extra: string[]): Start {
  const args = [
    'deploy/local/bootstrap.mjs',
    'start',
    '--dir',
    dir,
    '--port',
    String(reserved.ports.gateway),
    '--no-demo',
  ];
  const started = spawn(process.execPath, [...args, ...extra], { cwd: root, detached: true, env: environment() });
  starts.push(started);
  let text = '';
  started.stdout.on('data', (part: Buffer) => (text += part.toString()));
  started.stderr.on('data', (part: Buffer) => (text += part.toString()));
  const ended = new Promise<number | null>((resolve) => started.once('close', resolve));
  return {
    process: started,
    output: () => text,
    says: (wanted) => eventually(() => expect(text).toContain(wanted), { withinMs: readyWithinMs }),
    ended,
  };
}

/** Vitest marks its processes; the product would take itself for a test. */
function environment(): NodeJS.ProcessEnv {
  const { VITEST: _, NODE_ENV: __, ...rest } = process.env;
  return rest;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, signal);
}

/** The children that the supervisor has written down. */
function recorded(): readonly ProcessIdentity[] {
  const folder = join(dir, 'run');
  return namesIn(folder).flatMap((file) => {
    const record: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const identity =
      typeof record === 'object' && record !== null && 'identity' in record
        ? parseIdentity(record.identity)
        : undefined;
    return identity === undefined ? [] : [identity];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function running(processes: readonly ProcessIdentity[]): readonly ProcessIdentity[] {
  return processes.filter(isRunning);
}
