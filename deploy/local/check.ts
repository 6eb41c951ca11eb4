/** `npm run check`: what must hold before a commit, the fastest first; each runs even when one before it failed. */
import { join } from 'node:path';
import { spawn } from 'node:child_process';

const root = join(import.meta.dirname, '..', '..');

const checks = [
  { name: 'format', program: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'lint', program: 'oxlint', args: ['--type-aware', '--quiet'] },
  { name: 'types', program: 'tsc', args: ['--noEmit', '--project', '.'] },
  { name: 'unused', program: 'knip', args: [] },
  { name: 'architecture', program: 'vitest', args: ['run', '--project', 'architecture'] },
];

const failed: string[] = [];
for (const { name, program, args } of checks) {
  const startedAt = Date.now();
  const isOk = (await run(program, args)) === 0;
  if (!isOk) failed.push(name);
  process.stdout.write(`${name}: ${isOk ? 'ok' : 'failed'} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`);
}
process.stdout.write(failed.length === 0 ? 'All checks passed\n' : `Failed: ${failed.join(', ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run(program: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(join(root, 'node_modules', '.bin', program), args, { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}
