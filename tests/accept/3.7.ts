/** Replay of a help desk that Callout has never seen, by its mapping alone: every case an order, equal counts for every stage. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { comparisonText } from '#deploy/replay/compare.ts';
import { isFaithful } from '#deploy/replay/replay.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { replayLog } from '../support/replayed-log.ts';
import { tickets } from '../support/tickets.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

export const needs: AcceptNeeds = {};

const mappingFile = path.resolve(import.meta.dirname, '../data/helpdesk.mapping.json');

interface Wanted {
  readonly orders: number;
  readonly ended: number;
  /** How often each stage is entered, counted apart from Callout. */
  readonly entered: Readonly<Record<string, number>>;
}

const full: Wanted = {
  orders: 4_580,
  ended: 4_559,
  entered: {
    ...{ new: 4_580, assigned: 4_499, 'in-charge': 4_959, waiting: 1_350, 'upgrade-required': 103, anomaly: 63 },
    ...{ intervention: 5, resolved: 4_728, closed: 4_559 },
  },
};

const short: Wanted = {
  orders: 4,
  ended: 2,
  entered: { new: 4, assigned: 3, 'in-charge': 5, waiting: 2, 'upgrade-required': 1, resolved: 3, closed: 2 },
};

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'callout-tickets-'));
  try {
    const { file, want } = await logOf(size, scratch);
    const report = await replayLog(stack, { file, mappingFile, say });
    say(comparisonText(report));
    const { cases, orders, ended, differences, refused, withTimer, seconds } = report;
    const entered = Object.entries(report.stages).every(([stage, counts]) =>
      Object.values(counts).every((count) => count === (want.entered[stage] ?? 0)),
    );
    const isRight = isFaithful(report) && entered && orders === want.orders && ended === want.ended && withTimer === 0;
    const faults = `${differences.length} cases differ, ${refused.length} refused, ${withTimer} with a timer`;
    return {
      passed: isRight,
      figure: `${cases} cases, ${orders} orders, ${ended} ended, stages ${entered ? 'agree' : 'differ'}; ${faults}; ${seconds} s`,
    };
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** The log of the help desk lies outside the repository; a made-up one shows that the line works. */
async function logOf(size: AcceptSize, scratch: string): Promise<{ readonly file: string; readonly want: Wanted }> {
  if (size === 'full')
    return {
      file: path.join(path.resolve(process.env['CALLOUT_DATA'] ?? '../shared/data'), 'helpdesk.csv'),
      want: full,
    };
  const file = path.join(scratch, 'helpdesk.csv');
  await writeFile(file, tickets);
  return { file, want: short };
}
