/** `npm run generate [-- --check]`: every generated file, each by its own generator; with `--check` it only says what is stale. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const generators = ['database.ts', 'documents.ts', 'event-schemas.ts'];

for (const generator of generators) {
  const file = path.join(import.meta.dirname, generator);
  const { status } = spawnSync(process.execPath, [file, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
