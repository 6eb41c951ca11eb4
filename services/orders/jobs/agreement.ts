/** Brings others to agree with an order's row: looked at twice before it counts as a difference, and once more after the repair. */
import { setTimeout as delay } from 'node:timers/promises';

import type { Difference } from '#contracts/http/reconciliation.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { comparedOrder, type ComparedOrder } from '#db/queries/order-lists.ts';
import { transaction } from '#db/transaction.ts';

/** Where somebody says that an order is; a version that it does not know is null. */
export interface Place {
  readonly stage: string;
  readonly version: number | null;
}

export interface Agreement {
  readonly with: Difference['with'];
  /** Null when the order is not known there. */
  readonly look: (row: ComparedOrder) => Promise<Place | null>;
  readonly agrees: (row: ComparedOrder, found: Place | null) => boolean;
  readonly repair: (row: ComparedOrder, found: Place | null) => Promise<void>;
}

export interface Patience {
  /** How long what is on its way may take before it counts as a difference, in milliseconds. */
  readonly settleMs: number;
  /** How long a repair may take to show. */
  readonly repairMs: number;
}

export const usualPatience: Patience = { settleMs: 3_000, repairMs: 15_000 };

const lookEveryMs = 250;

/** The difference, repaired or not; null when both agree, or came to agree while they were looked at. */
export async function reconciled(
  db: Db<'orders'>,
  row: ComparedOrder,
  agreement: Agreement,
  { settleMs, repairMs }: Patience = usualPatience,
): Promise<Difference | null> {
  const first = await agreed(db, row, agreement, settleMs);
  if (first.ok) return null;
  await agreement.repair(first.row, first.found);
  const { orderId, number } = row;
  const after = await agreed(db, first.row, agreement, repairMs);
  const said = { row: placeText(first.row), found: first.found === null ? 'nothing' : placeText(first.found) };
  return { orderId, number, with: agreement.with, ...said, repaired: after.ok };
}

interface Looked {
  readonly ok: boolean;
  readonly row: ComparedOrder;
  readonly found: Place | null;
}

/** Looks until both agree, or the time is over; the row may move on meanwhile. */
async function agreed(db: Db<'orders'>, seen: ComparedOrder, agreement: Agreement, withinMs: number): Promise<Looked> {
  const deadline = Date.now() + withinMs;
  for (let row = seen; ;) {
    const found = await agreement.look(row);
    const ok = agreement.agrees(row, found);
    if (ok || Date.now() > deadline) return { ok, row, found };
    await delay(lookEveryMs);
    row = (await transaction(db, systemActor('reconcile'), (t) => comparedOrder(t, seen.orderId))) ?? seen;
  }
}

function placeText({ stage, version }: Place): string {
  return version === null ? stage : `${stage} at ${version}`;
}
