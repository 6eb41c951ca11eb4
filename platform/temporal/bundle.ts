/** The workflow bundle: built once per content of what can be in it, kept in `.build/`. */
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundleWorkflowCode } from '@temporalio/worker';

import type { Logger } from '../logging.ts';
import { temporalPlugins } from './plugin.ts';
import { temporalLogger } from './runtime.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A bundle on disk, as `Worker.create` and replay take it. */
export interface WorkflowBundle {
  readonly codePath: string;
}

export interface BundleOptions {
  readonly log: Logger;
  /** The entry; `workflows/index.ts` when absent. */
  readonly workflowsPath?: string;
  /** Where bundles are kept; `.build` when absent. */
  readonly cacheDir?: string;
}

/** Only inside workflows: a client or an activity that cannot read what it is given fails, and says so. */
const payloadConverterPath = path.join(root, 'platform/temporal/payload-converter.ts');

const noCallStacksPath = path.join(root, 'platform/temporal/no-call-stacks.ts');
const untracedPath = path.join(root, 'platform/temporal/untraced.ts');

/** What can be in the bundle: the lock file for packages, and every folder that workflows may import. */
const sources = [
  'package-lock.json',
  'workflows',
  'contracts',
  'domain',
  'platform/temporal/bundle.ts',
  payloadConverterPath,
  noCallStacksPath,
  untracedPath,
];

/** The bundle of the present sources, from the cache when they have not changed. @throws Error when the code does not bundle */
export async function bundle(options: BundleOptions): Promise<WorkflowBundle> {
  const workflowsPath = options.workflowsPath ?? path.join(root, 'workflows/index.ts');
  const cacheDir = options.cacheDir ?? path.join(root, '.build');
  const codePath = path.join(cacheDir, `workflows-${await contentHash([...sources, workflowsPath])}.cjs`);
  if (await exists(codePath)) return { codePath };
  const startedAt = performance.now();
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    payloadConverterPath,
    workflowInterceptorModules: [untracedPath],
    plugins: temporalPlugins(),
    preloadModules: [noCallStacksPath],
    logger: temporalLogger(options.log.child({}, { level: 'warn' })),
  });
  await mkdir(cacheDir, { recursive: true });
  const temporary = `${codePath}.${randomUUID()}`;
  await writeFile(temporary, code);
  await rename(temporary, codePath);
  options.log.info({ ms: Math.round(performance.now() - startedAt), bytes: code.length }, 'Workflow bundle built');
  return { codePath };
}

async function contentHash(places: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of await filesUnder(path.resolve(root, place))) {
      hash
        .update(path.relative(root, file))
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** A file itself, or all code files of a folder, sorted; nothing for what does not exist. */
async function filesUnder(place: string): Promise<string[]> {
  if (path.extname(place) !== '') return (await exists(place)) ? [place] : [];
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function exists(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    () => false,
  );
}
