/** Downloads live in the user's cache folder and arrive there whole or not at all, however many starts ask at once. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, ownIdentity, parseIdentity } from './process-identity.ts';
import type { Say } from './progress.ts';

/** `CALLOUT_CACHE`, else `callout` in `XDG_CACHE_HOME`, else `~/.cache/callout`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const own = env['CALLOUT_CACHE'];
  if (own !== undefined && own !== '') return own;
  const shared = env['XDG_CACHE_HOME'];
  return join(shared === undefined || shared === '' ? join(homedir(), '.cache') : shared, 'callout');
}

/**
 * Returns `folder`, filled by `fill` when it does not exist yet. The work is done beside it and moved by one rename; a second start waits for the first.
 * @throws whatever `fill` throws; nothing is left behind then
 */
export async function installOnce(folder: string, say: Say, fill: (empty: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  return withLock(`${folder}.lock`, say, async () => {
    if (existsSync(folder)) return folder;
    // Left by a start that was killed in the middle of it.
    const beside = `${folder}.partial`;
    rmSync(beside, { recursive: true, force: true });
    mkdirSync(beside);
    try {
      await fill(beside);
      renameSync(beside, folder);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
    return folder;
  });
}

/** Runs `work` while no other process holds `file`; the lock of a process that died is taken over. */
export async function withLock<Result>(file: string, say: Say, work: () => Promise<Result>): Promise<Result> {
  let told = false;
  while (!tryLock(file)) {
    if (!told) say(`  waiting for another start that holds ${file}`);
    told = true;
    await delay(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Takes the lock if it is free or its holder died. */
export function tryLock(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(ownIdentity()), { flag: 'wx', mode: 0o600 });
    return true;
  } catch {
    if (isHeld(file)) return false;
    rmSync(file, { force: true });
    return false;
  }
}

function isHeld(file: string): boolean {
  try {
    const text = readFileSync(file, 'utf8');
    // Empty: its holder is between making the file and writing its name.
    if (text === '') return true;
    const holder = parseIdentity(JSON.parse(text));
    return holder !== undefined && isRunning(holder);
  } catch {
    return existsSync(file);
  }
}
