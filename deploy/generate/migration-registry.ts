/** Writes the list of all migrations from the files in db/migrations, so that adding one is adding a file. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { areas, serviceNames, serviceOfArea } from '#contracts/areas.ts';

interface MigrationEntry {
  readonly folder: string;
  readonly name: string;
}

const fileName = /^\d{12}_[a-z0-9_]+\.ts$/;

/**
 * The text of `db/migrations/registry.gen.ts`. Files that
 * do not begin with a digit are for migrations to import. Throws for a name that is not `<yyyymmddhhmm>_<sentence>.ts`, for a
 * folder that is no area, and for two migrations of one service with the same time.
 */
export function migrationRegistry(migrationsFolder: string): string {
  const entries = readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => entriesOf(migrationsFolder, entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const imports = entries.map(({ folder, name }, index) => `import * as m${index} from './${folder}/${name}.ts';`);
  const services = serviceNames.map((service) => {
    const own = entries.flatMap((entry, index) =>
      entry.folder === 'foundation' || areaService(entry.folder) === service ? [{ ...entry, index }] : [],
    );
    requireDistinctTimes(service, own);
    const lines = own.map(({ name, index }) => `    '${name}': m${index},`);
    return [`  ${service}: {`, ...lines, '  },'].join('\n');
  });
  return [
    '/* Written by deploy/generate/database.ts from the files beside it. */',
    "import type { ServiceName } from '#contracts/areas.ts';",
    "import type { MigrationFile } from './migration.ts';",
    ...imports,
    '',
    'export const migrationsOf: Record<ServiceName, Readonly<Record<string, MigrationFile>>> = {',
    ...services,
    '};',
    '',
  ].join('\n');
}

function entriesOf(migrationsFolder: string, folder: string): MigrationEntry[] {
  if (folder !== 'foundation' && areaService(folder) === undefined)
    throw new Error(`db/migrations/${folder} is no area`);
  const files = readdirSync(path.join(migrationsFolder, folder)).filter((file) => /^\d/.test(file));
  return files.map((file) => {
    if (!fileName.test(file)) throw new Error(`db/migrations/${folder}/${file}: not <yyyymmddhhmm>_<sentence>.ts`);
    return { folder, name: file.slice(0, -'.ts'.length) };
  });
}

function areaService(folder: string): string | undefined {
  const area = areas.find((name) => name === folder);
  return area === undefined ? undefined : serviceOfArea[area];
}

function requireDistinctTimes(service: string, entries: readonly MigrationEntry[]): void {
  const times = entries.map(({ name }) => name.slice(0, 12));
  const twice = times.find((time, index) => times.indexOf(time) !== index);
  if (twice !== undefined) throw new Error(`${service} has two migrations of the time ${twice}`);
}
