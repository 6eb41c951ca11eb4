/** `npm run check`: what must hold before a commit, two at a time; each runs even when another failed. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

interface Check {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

interface Result {
  readonly isOk: boolean;
  readonly output: string;
}

const root = join(import.meta.dirname, '..', '..');
const atOnce = 2;

/** The longest first. What the formatter and the types have seen in its present form they do not read again. */
const checks: readonly Check[] = [
  {
    name: 'format',
    program: 'prettier',
    args: ['--check', '--log-level', 'warn', '--cache', '--cache-location', '.build/prettier', '.'],
  },
  {
    name: 'types',
    program: 'tsc',
    args: ['--noEmit', '--project', '.', '--incremental', '--tsBuildInfoFile', '.build/types.tsbuildinfo'],
  },
  { name: 'lint', program: 'oxlint', args: ['--type-aware', '--quiet'] },
  { name: 'unused', program: 'knip', args: ['--no-progress'] },
  { name: 'architecture', program: 'vitest', args: ['run', '--project', 'architecture'] },
];

const failed: string[] = [];
const left = [...checks];
await Promise.all(Array.from({ length: atOnce }, runNext));
process.stdout.write(failed.length === 0 ? 'All checks passed\n' : `Failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runNext(): Promise<void> {
  for (let check = left.shift(); check !== undefined; check = left.shift()) {
    const startedAt = Date.now();
    const { isOk, output } = await run(check);
    if (!isOk) failed.push(check.name);
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${isOk ? '' : output}${check.name}: ${isOk ? 'ok' : 'failed'} (${seconds} s)\n`);
  }
}

/** The output of one check, whole, so that two at a time can be read. */
function run({ program, args }: Check): Promise<Result> {
  const child = spawn(join(root, 'node_modules', '.bin', program), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: string) => (output += chunk);
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ isOk: code === 0, output }));
  });
}
