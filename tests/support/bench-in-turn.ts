/** The quick bench of an earlier revision and of this tree, one after the other, so that what the machine does beside falls on both. */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

import type { Say } from '#deploy/local/progress.ts';
import { runCommand } from '#deploy/local/run-command.ts';

const root = join(import.meta.dirname, '..', '..');

const Report = z.object({
  product: z.object({ ordersPerSecond: z.number(), stateTransitions: z.number(), historyEvents: z.number() }),
});
export type ProductFigures = z.infer<typeof Report>['product'];

export interface InTurn {
  readonly before: readonly ProductFigures[];
  readonly now: readonly ProductFigures[];
}

/**
 * Runs both `rounds` times; the packages are those of this tree.
 * @throws Error when the revision is not in this clone's history, or a bench fails
 */
export async function benchInTurn(revision: string, rounds: number, say: Say): Promise<InTurn> {
  const folder = mkdtempSync(join(tmpdir(), 'callout-earlier-'));
  const earlier = join(folder, 'tree');
  await runCommand('git', ['worktree', 'add', '--detach', earlier, revision], { cwd: root });
  try {
    symlinkSync(join(root, 'node_modules'), join(earlier, 'node_modules'));
    const before: ProductFigures[] = [];
    const now: ProductFigures[] = [];
    for (let round = 0; round < rounds; round += 1) {
      before.push(await bench(earlier));
      now.push(await bench(root));
      say(`  before and now: ${before.at(-1)?.ordersPerSecond}, ${now.at(-1)?.ordersPerSecond} orders/s`);
    }
    return { before, now };
  } finally {
    await runCommand('git', ['worktree', 'remove', '--force', earlier], { cwd: root });
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bench(tree: string): Promise<ProductFigures> {
  const printed = await runCommand(process.execPath, ['deploy/local/bench/bench.ts', '--json', '--quick'], {
    cwd: tree,
  });
  return Report.parse(JSON.parse(printed)).product;
}
