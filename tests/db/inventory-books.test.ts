/** Invariant 3 for stock, on a real database: whatever orders do at the same time and however often, the books balance. */
import { randomUUID } from 'node:crypto';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createInventoryActivities } from '#activities/inventory.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { ledgerDifferences } from '#db/queries/inventory-lists.ts';
import { transaction } from '#db/transaction.ts';
import { systemClock } from '#platform/clock.ts';
import { saveItem } from '#transactions/inventory/items.ts';
import { receiveStock } from '#transactions/inventory/stock-receipts.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { staff } from '../support/http.ts';

const administrator = staff('administrator');
const system = serviceActor('inventory');

let database: TestDatabase;
let db: Db<'inventory'>;
let activities: ReturnType<typeof createInventoryActivities>;
let items: readonly string[];
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('inventory', 12);
  activities = createInventoryActivities({ db, clock: systemClock });
  items = await Promise.all(['a', 'b', 'c'].map(anItem));
});
afterAll(() => database.drop());

async function anItem(name: string): Promise<string> {
  const wish = { name, unit: 'm' };
  const keyed = { route: 'item', key: randomUUID(), asks: wish };
  const saved = await saveItem(db, administrator, { wish, keyed, now: systemClock.now() });
  if (!saved.ok) throw new Error(saved.refusal.code);
  return saved.row.itemId;
}

const quantity = fc.integer({ min: 1, max: 5_000 }).map((thousandths) => thousandths / 1000);
const lines = fc.uniqueArray(fc.record({ line: fc.nat(2), item: fc.nat(2), quantity }), {
  selector: (line) => line.line,
  maxLength: 3,
});
const steps = fc.array(
  fc.oneof(
    fc.record({ name: fc.constant('receive' as const), item: fc.nat(2), quantity }),
    fc.record({
      name: fc.constantFrom('set' as const, 'issue' as const),
      lines,
      all: fc.boolean(),
      undo: fc.boolean(),
    }),
  ),
  { minLength: 2, maxLength: 5 },
);
type Step = typeof steps extends fc.Arbitrary<readonly (infer Each)[]> ? Each : never;

/** One order's life: its steps one after another, each effect asked for twice and some taken back, which may come first. */
async function live(life: readonly Step[]): Promise<void> {
  const orderId = randomUUID();
  const lineIds = [randomUUID(), randomUUID(), randomUUID()];
  for (const [index, step] of life.entries()) {
    if (step.name === 'receive') {
      const stock = { lines: [{ itemId: items[step.item] ?? '', quantity: step.quantity }] };
      const keyed = { route: 'receive', key: randomUUID(), asks: stock };
      await receiveStock(db, administrator, { stock, at: systemClock.now(), keyed });
      continue;
    }
    const wanted = step.lines.map((line) => ({
      lineId: lineIds[line.line] ?? '',
      itemId: items[line.item] ?? '',
      quantity: line.quantity,
    }));
    const input = { key: `${orderId}/${index}`, orderId, orderVersion: index + 1, lines: wanted };
    const effect = () =>
      step.name === 'set' ? activities.setReservations(input) : activities.issueParts({ ...input, all: step.all });
    const undo = () => (step.name === 'set' ? activities.undoSetReservations(input) : activities.undoIssueParts(input));
    await Promise.all([effect(), effect(), ...(step.undo ? [undo(), undo()] : [])]);
  }
}

test('levels, movements and claims agree, and nothing waits beside free stock', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 6, maxLength: 10 }), async (lives) => {
      await Promise.all(lives.map(live));

      expect(await transaction(db, system, (t) => ledgerDifferences(t, 20))).toEqual([]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
});
