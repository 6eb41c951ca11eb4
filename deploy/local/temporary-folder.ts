/** Folders of stacks that live as long as the process that made them; those of processes that were killed are cleared away. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftovers } from './child.ts';
import { removePostgresData } from './parts/postgres.ts';
import { privateFolderMode } from './parts/unprivileged.ts';
import { isRunning, ownIdentity, parseIdentity } from './process-identity.ts';
import type { Say } from './progress.ts';

const prefix = 'callout-stack-';
const ownerFile = 'owner.json';

/** Makes an empty folder that belongs to this process. */
export function makeTemporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${name}-`));
  chmodSync(folder, privateFolderMode());
  writeFileSync(join(folder, ownerFile), JSON.stringify(ownIdentity()), { mode: 0o600 });
  return folder;
}

/** Takes a stack's folder away, and its database cluster, which may lie elsewhere. */
export function removeFolder(folder: string): void {
  removePostgresData(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** Ends what processes that were killed left running, and removes their folders. */
export async function sweepAbandonedFolders(say: Say): Promise<void> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix));
  for (const folder of folders.map((name) => join(tmpdir(), name)).filter(isAbandoned)) {
    await endLeftovers(join(folder, 'run'), say);
    removeFolder(folder);
  }
}

function isAbandoned(folder: string): boolean {
  const file = join(folder, ownerFile);
  // Without the file its maker is about to write it.
  if (!existsSync(file)) return false;
  const owner = parseIdentity(JSON.parse(readFileSync(file, 'utf8')));
  return owner !== undefined && !isRunning(owner);
}
