/** Brings others to agree with a row: looked at twice before it counts as a difference, and once more after the repair. */
import { setTimeout as delay } from 'node:timers/promises';

import type { Difference } from '#contracts/http/reconciliation.ts';

/** What is compared: an order, a request or a case by its number, where it stands and in which version. */
export interface ComparedRow {
  readonly number: string;
  readonly stage: string;
  readonly version: number;
}

/** Where somebody says that it is; a version that it does not know is null. */
export interface Place {
  readonly stage: string;
  readonly version: number | null;
}

export interface Agreement<Row extends ComparedRow> {
  readonly with: Difference['with'];
  /** Null when it is not known there. */
  readonly look: (row: Row) => Promise<Place | null>;
  readonly agrees: (row: Row, found: Place | null) => boolean;
  readonly repair: (row: Row, found: Place | null) => Promise<void>;
}

export interface Patience {
  /** How long what is on its way may take before it counts as a difference, in milliseconds. */
  readonly settleMs: number;
  /** How long a repair may take to show. */
  readonly repairMs: number;
}

export const usualPatience: Patience = { settleMs: 3_000, repairMs: 15_000 };

const lookEveryMs = 250;

/**
 * The difference, repaired or not; null when both agree, or came to agree while they were looked at.
 * @param again reads the row as it is by now
 */
export async function reconciled<Row extends ComparedRow>(
  row: Row,
  agreement: Agreement<Row>,
  again: (row: Row) => Promise<Row | undefined>,
  { settleMs, repairMs }: Patience = usualPatience,
): Promise<Omit<Difference, 'orderId'> | null> {
  const first = await agreed(row, agreement, again, settleMs);
  if (first.ok) return null;
  await agreement.repair(first.row, first.found);
  const after = await agreed(first.row, agreement, again, repairMs);
  const said = { row: placeText(first.row), found: first.found === null ? 'nothing' : placeText(first.found) };
  return { number: row.number, with: agreement.with, ...said, repaired: after.ok };
}

interface Looked<Row> {
  readonly ok: boolean;
  readonly row: Row;
  readonly found: Place | null;
}

/** Looks until both agree, or the time is over; the row may move on meanwhile. */
async function agreed<Row extends ComparedRow>(
  seen: Row,
  agreement: Agreement<Row>,
  again: (row: Row) => Promise<Row | undefined>,
  withinMs: number,
): Promise<Looked<Row>> {
  const deadline = Date.now() + withinMs;
  for (let row = seen; ;) {
    const found = await agreement.look(row);
    const ok = agreement.agrees(row, found);
    if (ok || Date.now() > deadline) return { ok, row, found };
    await delay(lookEveryMs);
    row = (await again(row)) ?? seen;
  }
}

function placeText({ stage, version }: Place): string {
  return version === null ? stage : `${stage} at ${version}`;
}
