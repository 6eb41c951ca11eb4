/** The workflow bundle of a tree in which one file reads otherwise. */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Logger } from '#platform/logging.ts';
import { bundle, type WorkflowBundle } from '#platform/temporal/bundle.ts';

const root = path.resolve(import.meta.dirname, '../..');
const parts = ['workflows', 'contracts', 'domain', 'platform', 'package.json', 'package-lock.json'];

export interface FileChange {
  /** Relative to the root of the tree. */
  readonly file: string;
  readonly change: (text: string) => string;
}

/**
 * Calls `work` with the bundle of a changed copy of the tree, which is gone afterwards.
 * @throws Error when the change changes nothing
 */
export async function withChangedBundle<Result>(
  log: Logger,
  changes: FileChange | readonly FileChange[],
  work: (workflowBundle: WorkflowBundle) => Promise<Result>,
): Promise<Result> {
  const copy = await mkdtemp(path.join(tmpdir(), 'callout-bundle-'));
  try {
    for (const part of parts) await cp(path.join(root, part), path.join(copy, part), { recursive: true });
    await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    for (const { file, change } of [changes].flat()) {
      const before = await readFile(path.join(copy, file), 'utf8');
      const after = change(before);
      if (after === before) throw new Error(`${file} is not what the change expects`);
      await writeFile(path.join(copy, file), after);
    }
    const workflowsPath = path.join(copy, 'workflows/index.ts');
    return await work(await bundle({ log, workflowsPath, cacheDir: path.join(copy, '.build') }));
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** A rule that learns to refuse every command. */
export const addedGuard: FileChange = {
  file: 'domain/service-orders/decide.ts',
  change: (text) =>
    text.replace(
      'switch (command.name) {',
      "if (order.number !== '') return refused('order.busy', { params: {} });\n  switch (command.name) {",
    ),
};

/** A workflow that asks other services in another order. */
export const swappedSteps: FileChange = {
  file: 'workflows/effects.ts',
  change: (text) => text.replace('for (const effect of effects)', 'for (const effect of effects.toReversed())'),
};
