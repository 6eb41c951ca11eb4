/** The folder of an installation: one supervisor holds it, and it can be emptied to begin anew. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tryLock } from './cache.ts';
import { endLeftovers } from './child.ts';
import { removePostgresData } from './parts/postgres.ts';
import { parseIdentity } from './process-identity.ts';
import type { Say } from './progress.ts';

/** Takes the folder; gives its lock, which is removed to let go. @throws Error naming who holds it */
export async function holdFolder(dir: string): Promise<string> {
  mkdirSync(dir, { recursive: true });
  const lock = join(dir, 'supervisor.lock');
  if (await take(lock)) return lock;
  const pid = parseIdentity(JSON.parse(readFileSync(lock, 'utf8')))?.pid;
  throw new Error(`Callout runs already from ${dir} (pid ${pid}). Stop it by Ctrl-C in its terminal, or: kill ${pid}`);
}

/** Forgets everything in a folder that is held, after what still ran in it has ended. */
export async function emptyFolder(dir: string, lock: string, say: Say): Promise<void> {
  await endLeftovers(join(dir, 'run'), say);
  removePostgresData(dir);
  for (const entry of readdirSync(dir).filter((name) => name !== basename(lock))) {
    rmSync(join(dir, entry), { recursive: true, force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (tryLock(lock)) return true;
    await delay(50);
  }
  return false;
}
