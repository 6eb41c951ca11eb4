import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import type { LineSnapshot } from '#contracts/events/service-orders.ts';
import type { Db } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import type { AppliedRule } from '#domain/agreements/coverage.ts';
import { applyOrderEvent } from '#transactions/invoicing/apply-order-event.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { actor, anEvent, aPosting, arriveCompany, post } from '#tests/support/invoicing.ts';

let database: TestDatabase;
let db: Db<'invoicing'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('invoicing');
  await arriveCompany(db);
});
afterAll(() => database.drop());

const aLine = (over: Partial<LineSnapshot> = {}): LineSnapshot => ({
  lineId: randomUUID(),
  lineNumber: 1,
  type: 'hour',
  category: 'labour',
  status: 'planned',
  chargeable: true,
  itemId: null,
  technicianId: null,
  plannedQuantity: 2,
  quantity: null,
  workDate: '2026-03-01',
  reserved: 0,
  missing: 0,
  issued: 0,
  ...over,
});

const change = (orderId: string, version: number, line: LineSnapshot, coverage?: readonly AppliedRule[]) => {
  const spec = version === 1 ? serviceOrderEvents.lineAdded : serviceOrderEvents.lineChanged;
  const event = anEvent(spec, {
    aggregateId: orderId,
    version,
    data: { line, progress: 'in-process', ...(coverage && { coverage }) },
  });
  return transaction(db, actor, (t) => applyOrderEvent(t, event));
};

const told = async (orderId: string) => {
  const rows = await transaction(db, actor, (t) =>
    t.selectFrom('events').select(['version', 'data']).where('type', '=', 'order-estimate.changed').execute(),
  );
  return rows
    .filter((row) => row.data['orderId'] === orderId)
    .map((row) => [row.version, row.data['plannedRevenueMinor'], row.data['plannedCostMinor']]);
};

test('an order is estimated by its planned lines, and again when they change', async () => {
  const orderId = randomUUID();
  const line = aLine();
  await change(orderId, 1, line);
  await change(orderId, 2, { ...line, plannedQuantity: 3 });
  await change(orderId, 3, { ...line, plannedQuantity: 3, status: 'confirmed', quantity: 2.5 });
  await change(orderId, 4, { ...line, status: 'cancelled' });

  expect(await told(orderId)).toEqual([
    [1, 17_000, 8_400],
    [2, 25_500, 12_600],
    [3, 0, 0],
  ]);
});

test('a line without a price counts as nothing and is named', async () => {
  const orderId = randomUUID();
  const line = aLine({ category: 'unheard-of' });
  await change(orderId, 1, line);

  const estimate = await transaction(db, actor, (t) =>
    t.selectFrom('orderEstimates').selectAll().where('orderId', '=', orderId).executeTakeFirstOrThrow(),
  );
  expect(estimate).toMatchObject({ plannedRevenueMinor: 0, unpricedLines: [line.lineId] });
});

const billableOf = ({ lineId, category, type, itemId, technicianId, chargeable, workDate }: LineSnapshot) => {
  return { lineId, category, type, itemId, technicianId, chargeable, workDate, quantity: 2 };
};

const upTo100: AppliedRule = {
  ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null },
  limit: { of: 'amount', amountMinor: 10_000 },
};

test('an order under an agreement is estimated at what is charged, by the rules that its events told last', async () => {
  const orderId = randomUUID();
  const line = aLine();
  await change(orderId, 1, line, [upTo100]);
  await change(orderId, 2, { ...line, plannedQuantity: 3 });
  await change(orderId, 3, { ...line, plannedQuantity: 3 }, []);

  expect(await told(orderId)).toEqual([
    [1, 7_000, 8_400],
    [2, 15_500, 12_600],
    [3, 25_500, 12_600],
  ]);
});

test('what is posted as it was planned, at list and at approved prices, is what was estimated', async () => {
  const orderId = randomUUID();
  const line = aLine();
  const approval = {
    ...{ state: 'approved' as const, how: 'phone' as const, at: '2026-03-01T09:00:00.000Z', quoteId: randomUUID() },
    ...{ quantity: 2, amountMinor: 9_900 },
  };
  const extra = aLine({ lineNumber: 2, extra: true, approval });
  await change(orderId, 1, line, [upTo100]);
  await change(orderId, 2, extra);

  const agreed = { quantity: 2, amountMinor: 9_900 };
  const lines = [billableOf(line), { ...billableOf(extra), agreed }];
  const posted = await post(db, aPosting({ orderId, lines, coverage: [upTo100] }));
  const revenue = posted.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  expect(revenue).toBe(16_900);
  expect((await told(orderId)).at(-1)).toEqual([2, revenue, 16_800]);
});

test('an order is estimated at what others of its agreement’s year have left', async () => {
  const pool = { agreementId: randomUUID(), from: '2026-01-01', subject: 'category labour' };
  const yearly: AppliedRule = { ...upTo100, limit: { of: 'amount', amountMinor: 20_000, per: 'agreement-year' }, pool };
  await post(db, aPosting({ coverage: [yearly] }));
  const orderId = randomUUID();
  const line = aLine();
  await change(orderId, 1, line, [yearly]);
  expect(await told(orderId)).toEqual([[1, 14_000, 8_400]]);

  await post(db, aPosting({ orderId, lines: [billableOf(line)], coverage: [yearly] }));
  await change(orderId, 2, { ...line, plannedQuantity: 3 });
  expect((await told(orderId)).at(-1)).toEqual([2, 22_500, 12_600]);
});

test('an item that comes to a rule leaves orders of the year what is left of it, in estimate and posting', async () => {
  const agreementId = randomUUID();
  const ofItems = (...itemIds: readonly string[]): AppliedRule => ({
    ...{ ...upTo100, subject: { by: 'items', itemIds } },
    limit: { of: 'amount', amountMinor: 12_000, per: 'agreement-year' },
    pool: {
      ...{ agreementId, from: '2026-01-01', subject: `item ${itemIds.toSorted()[0] ?? ''}` },
      names: itemIds.map((itemId) => `item ${itemId}`),
    },
  });
  const [later = '', older = ''] = [randomUUID(), randomUUID()].toSorted().toReversed();
  const part = { type: 'item', category: 'spare-parts' } as const;
  await post(db, aPosting({ lines: [billableOf(aLine({ ...part, itemId: later }))], coverage: [ofItems(later)] }));
  const orderId = randomUUID();
  const line = aLine({ ...part, itemId: older });
  await change(orderId, 1, line, [ofItems(older, later)]);
  expect(await told(orderId)).toEqual([[1, 7_600, 6_200]]);
  const posted = await post(db, aPosting({ orderId, lines: [billableOf(line)], coverage: [ofItems(older, later)] }));
  expect(posted.lines).toMatchObject([{ amountMinor: 7_600, coveredMinor: 2_200 }]);
});

test('nothing is said of an order without planned lines', async () => {
  const orderId = randomUUID();
  await change(orderId, 1, aLine({ plannedQuantity: null }));

  expect(await told(orderId)).toEqual([]);
});
