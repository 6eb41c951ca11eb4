/**
 * The histories of the further stories replay beside the first ones, without a cache too; a workflow that takes two steps in another
 * order is found out, and no change of a rule of the domain breaks one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { createLogger } from '#platform/logging.ts';
import { bundle } from '#platform/temporal/bundle.ts';
import { installRuntime } from '#platform/temporal/runtime.ts';
import { addedGuard, swappedSteps, withChangedBundle, type FileChange } from '../replay/changed-bundle.ts';
import { keptHistories, replayKept, type Replayed } from '../replay/histories.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

/** The short form needs no stack: it is tests/replay/recorded-histories.test.ts. */
export const needs: AcceptNeeds = { shortIn: 'tests/replay' };

const log = createLogger({ name: 'accept', level: 'fatal' });
const root = path.resolve(import.meta.dirname, '../..');
const asked: readonly string[] = [
  ...['bulk-cancelled', 'bulk-cancel', 'migrated', 'stage-migration', 'extra-work-approved', 'extra-work-expired'],
  ...['follow-up', 'signed-and-unsigned'],
  ...['request-accepted-into-an-order', 'request-rejected', 'request-withdrawn', 'reopened'],
];

export async function run(_stack: Stack, _size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  installRuntime({ log });
  const kept = [...keptHistories().keys()];
  const missing = asked.filter((name) => !kept.some((file) => file.endsWith(`/${name}.json`)));
  // The replayer keeps no workflow from one history to the next: each is replayed from its beginning.
  const replayed = await replayKept(await bundle({ log }));
  say(`${replayed.length} histories replay`);
  const faults = [...missing.map((name) => `no history of ${name}`), ...broken('replay', replayed)];
  const swapped = await withChangedBundle(log, swappedSteps, replayKept);
  const found = swapped.filter(({ error }) => error?.name === 'DeterminismViolationError');
  say(`Two swapped steps break ${found.length} of them`);
  if (found.length === 0) faults.push('two swapped steps are not found out');
  const rules = everyRule();
  for (const [what, changes] of [['a guard more', [addedGuard]] as const, ['every rule changed', rules] as const]) {
    say(`With ${what}`);
    faults.push(...broken(what, await withChangedBundle(log, changes, replayKept)));
  }
  const figure = `${replayed.length} histories replay, also with all ${rules.length} files of rules changed; two swapped steps break ${found.length}`;
  return { passed: faults.length === 0, figure: [figure, ...faults].join('; ') };
}

function broken(what: string, replayed: readonly Replayed[]): readonly string[] {
  return replayed.flatMap(({ name, error }) => (error === undefined ? [] : [`${what}: ${name}: ${error.message}`]));
}

/** Each file of rules about orders and clocks, made to throw as soon as it is loaded. */
function everyRule(): readonly FileChange[] {
  return ['domain/service-orders', 'domain/sla'].flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter(
        (file) => file.endsWith('.ts') && /^export function/m.test(readFileSync(path.join(root, folder, file), 'utf8')),
      )
      .map((file) => ({
        file: `${folder}/${file}`,
        change: (text: string) => `${text}\nthrow new Error('A rule was loaded into a workflow');\n`,
      })),
  );
}
