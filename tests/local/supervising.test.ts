import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import type { ChildSpec } from '#deploy/local/child.ts';
import { createSupervisor } from '#deploy/local/supervisor.ts';
import type { Supervisor } from '#deploy/local/supervisor.ts';
import { makeTemporaryFolder, removeFolder } from '#deploy/local/temporary-folder.ts';
import { eventually } from '../support/eventually.ts';

let dir: string;
let said: string[];
let supervisor: Supervisor;
beforeEach(() => {
  dir = makeTemporaryFolder('supervising');
  said = [];
  supervisor = createSupervisor(join(dir, 'run'), (line) => said.push(line));
});
afterEach(async () => {
  await supervisor.stopAll();
  removeFolder(dir);
});

test('a child that dies is started again, and it is said', async () => {
  await supervisor.start(child('worker'));
  const first = pidOf('worker');

  supervisor.kill('worker', 'SIGKILL');

  await eventually(() => expect(said.join('\n')).toContain('worker is back'));
  expect(pidOf('worker')).not.toBe(first);
  expect(said[0]).toBe('worker ended (SIGKILL); starting it again');
});

test('a child that was stopped stays stopped until it is restarted', async () => {
  await supervisor.start(child('worker'));

  await supervisor.stop('worker');
  expect(pidOf('worker')).toBeUndefined();
  await supervisor.restart('worker');

  expect(pidOf('worker')).toBeTypeOf('number');
});

test('everything is stopped from the highest tier to the lowest', async () => {
  await supervisor.start(child('server', { tier: 0, script: writesWhenItEnds('server') }));
  await supervisor.start(child('product', { tier: 1, script: writesWhenItEnds('product') }));

  await supervisor.stopAll();

  expect(readFileSync(join(dir, 'ended'), 'utf8')).toBe('product\nserver\n');
});

test('a child that does not end in its time is killed', async () => {
  const script = `process.on('SIGTERM', () => {}); console.log('ready'); setInterval(() => {}, 1000);`;
  await supervisor.start({ ...child('deaf', { script }), stopWithinMs: 300, isReady: logSays('deaf', 'ready') });

  await supervisor.stop('deaf');

  expect(pidOf('deaf')).toBeUndefined();
  expect(said).toEqual(['deaf did not end within 0.3 s and is killed']);
});

test('a child that cannot start is given up after three tries, with the end of its log', async () => {
  const script = `console.log('no disk'); process.exit(3);`;
  const never = async () => Promise.reject(new Error('not ready'));

  const starting = supervisor.start({ ...child('broken', { script }), isReady: never });

  await expect(starting).rejects.toThrow(/broken ended \(exit code 3\)[\s\S]*no disk/);
});

test('nothing is started after everything was stopped', async () => {
  await supervisor.stopAll();

  await expect(supervisor.start(child('late'))).rejects.toThrow('everything is being stopped');
});

interface Sketch {
  readonly tier?: number;
  readonly script?: string;
}

function child(name: string, { tier = 0, script = 'setInterval(() => {}, 1000)' }: Sketch = {}): ChildSpec {
  return {
    name,
    tier,
    command: process.execPath,
    args: ['--eval', script],
    cwd: dir,
    env: process.env,
    logFile: join(dir, `${name}.log`),
    stopSignal: 'SIGTERM',
    stopWithinMs: 10_000,
    readyWithinMs: 10_000,
    isReady: script.includes("console.log('ready')") ? logSays(name, 'ready') : async () => {},
  };
}

function writesWhenItEnds(name: string): string {
  const write = `require('node:fs').appendFileSync('ended', '${name}\\n'); process.exit(0);`;
  return `process.on('SIGTERM', () => { ${write} }); console.log('ready'); setInterval(() => {}, 1000);`;
}

function logSays(name: string, text: string): () => Promise<void> {
  return async () => {
    if (!readFileSync(join(dir, `${name}.log`), 'utf8').includes(text)) throw new Error('not yet');
  };
}

function pidOf(name: string): number | undefined {
  return supervisor.children().find((each) => each.name === name)?.pid;
}
