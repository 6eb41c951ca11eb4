/**
 * `node deploy/generate/database.ts`: writes db/migrations/registry.gen.ts from the migration files, migrates an empty
 * database on a Postgres of its own, and writes db/schema.gen.ts from it. With `--check` it writes nothing, says which of
 * the two is stale, and exits 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { startTemporaryPostgres } from './temporary-postgres.ts';
import { migrationRegistry } from './migration-registry.ts';

const folder = path.resolve(import.meta.dirname, '../../db');
const check = process.argv.includes('--check');

const registryWritten = write('migrations/registry.gen.ts', migrationRegistry(path.join(folder, 'migrations')));
const server = await startTemporaryPostgres();
try {
  const { migrateStack } = await import('#db/migrate.ts');
  const { adminUrlFor, forEachService } = await import('#db/roles.ts');
  const { schemaTypes } = await import('./schema-types.ts');
  const passwords = forEachService(() => ({ owner: 'owner', work: 'work' }));
  await migrateStack({ adminUrl: server.adminUrl, database: 'generate', passwords });
  const schemaWritten = write('schema.gen.ts', await schemaTypes(adminUrlFor(server.adminUrl, 'generate')));
  if (check && (registryWritten || schemaWritten)) process.exitCode = 1;
} finally {
  await server.stop();
}

/** Writes a file of db/ when its text differs; true when it did. */
function write(file: string, text: string): boolean {
  const target = path.join(folder, file);
  if (readText(target) === text) return false;
  process.stdout.write(check ? `db/${file} is stale: run node deploy/generate/database.ts\n` : `db/${file} written\n`);
  if (!check) writeFileSync(target, text);
  return true;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
