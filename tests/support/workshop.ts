/** The log of the repair workshop, whole or its first cases, replayed on a stack. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import type { ReplayReport } from '#deploy/replay/replay.ts';
import { replayLog } from './replayed-log.ts';

const folder = path.resolve(import.meta.dirname, '../data');

export interface WorkshopOptions {
  /** How many cases from the beginning; all when absent. */
  readonly cases?: number;
  /** Lines that are written behind them. */
  readonly more?: readonly string[];
  readonly say?: Say;
  /** How long one call is tried for, in milliseconds. */
  readonly patienceMs?: number;
}

/** Replays the log on a stack that runs. */
export async function replayWorkshop(stack: Stack, options: WorkshopOptions = {}): Promise<ReplayReport> {
  const { cases, more = [], ...how } = options;
  const whole = await readFile(path.join(folder, 'repair-workshop.csv'), 'utf8');
  const scratch = await mkdtemp(path.join(tmpdir(), 'callout-log-'));
  const file = path.join(scratch, 'log.csv');
  await writeFile(file, [...firstCases(whole.trimEnd().split('\n'), cases), ...more].join('\n'));
  try {
    return await replayLog(stack, { ...how, file, mappingFile: path.join(folder, 'repair-workshop.mapping.json') });
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** The head and the lines of the first cases, which lie together. */
function firstCases([head = '', ...lines]: readonly string[], cases = Infinity): readonly string[] {
  const seen = new Set<string>();
  const kept = lines.filter((line) => {
    const name = line.slice(0, line.indexOf(','));
    if (seen.size < cases) seen.add(name);
    return seen.has(name);
  });
  return [head, ...kept];
}
