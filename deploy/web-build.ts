/** Builds the web pages into .build/web, and only when what they are made of has changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { withLock } from './local/cache.ts';
import { longStep, saySilently } from './local/progress.ts';
import type { Say } from './local/progress.ts';
import { runCommand } from './local/run-command.ts';

const root = join(import.meta.dirname, '..');

/** Where the pages lie: an index for each audience, such as `console/index.html`, and `assets` for all. */
export const webFolder = join(root, '.build', 'web');

/** Everything that the pages are made of. */
const sources = ['web', 'contracts', 'domain', 'vite.config.ts', 'package-lock.json'];
const hashFile = join(webFolder, 'sources.sha256');
const lockFile = join(root, '.build', 'web.lock');

/**
 * Makes the pages current. Several callers at once build once; a page that is being read is never half there.
 * @returns whether anything was built
 * @throws Error of the build, with the sources at fault
 */
export async function buildWeb(say: Say = saySilently): Promise<boolean> {
  if (isCurrent(hashOfSources())) return false;
  mkdirSync(dirname(lockFile), { recursive: true });
  return withLock(lockFile, say, async () => {
    const hash = hashOfSources();
    if (isCurrent(hash)) return false;
    await longStep(say, 'Building the web pages', build);
    writeFileSync(hashFile, hash);
    return true;
  });
}

function isCurrent(hash: string): boolean {
  return existsSync(hashFile) && readFileSync(hashFile, 'utf8') === hash;
}

/** In a process of its own, because Vite goes by NODE_ENV: the pages are the same whoever builds them, tests or a start. */
async function build(): Promise<void> {
  // Only a build needs the tools: a product from an image has its pages, and no tools.
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const next = `${webFolder}-${process.pid}`;
  const previous = `${next}-before`;
  await runCommand(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', next, '--emptyOutDir'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (existsSync(webFolder)) renameSync(webFolder, previous);
  renameSync(next, webFolder);
  rmSync(previous, { recursive: true, force: true });
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesOf(join(root, source)))) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (!path.includes('.', path.lastIndexOf('/') + 1)) {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  }
  return [path];
}
