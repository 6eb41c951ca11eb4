import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Db } from '#db/connection.ts';
import type { AppliedRule } from '#domain/agreements/coverage.ts';
import { transaction } from '#db/transaction.ts';
import { quoteOrders } from '#transactions/invoicing/quote-orders.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { actor, arriveCompany } from '#tests/support/invoicing.ts';

let database: TestDatabase;
let db: Db<'invoicing'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('invoicing');
});
afterAll(() => database.drop());

const hours = (quantity: number, category = 'labour') => ({
  ...{ lineId: randomUUID(), type: 'hour' as const, category, itemId: null, technicianId: null },
  ...{ quantity, chargeable: true, workDate: '2026-03-01' },
});
const quote = (lines: readonly ReturnType<typeof hours>[][]) =>
  transaction(db, actor, (t) =>
    quoteOrders(
      t,
      lines.map((each, at) => ({ orderId: `order-${at}`, lines: each })),
    ),
  );

test('orders are quoted as posting would price them, and one without a price leaves the others quoted', async () => {
  expect(await quote([[hours(1)]])).toMatchObject({ ok: false, refusal: { code: 'invoicing.company-missing' } });
  await arriveCompany(db);

  expect(
    await quote([
      [hours(2), hours(0.5)],
      [hours(1), hours(1, 'unheard-of')],
    ]),
  ).toMatchObject({
    ok: true,
    quotes: [
      { orderId: 'order-0', net: { amount: 21_250, currency: 'EUR' }, refusal: null },
      { orderId: 'order-1', net: null, refusal: 'invoicing.price-missing' },
    ],
  });
});

test('orders of one quote share what is left of a year, and one that cannot be posted takes nothing of it', async () => {
  await arriveCompany(db);
  const pool = { agreementId: randomUUID(), from: '2026-01-01', subject: 'category labour' };
  const coverage: readonly AppliedRule[] = [
    {
      ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, pool },
      limit: { of: 'amount', amountMinor: 20_000, per: 'agreement-year' },
    },
  ];
  const orders = [[hours(2), hours(1, 'unheard-of')], [hours(2)], [hours(2)], [hours(2)]].map((lines) => {
    return { orderId: randomUUID(), lines, coverage };
  });
  const quoted = await transaction(db, actor, (t) => quoteOrders(t, orders));
  const amounts = quoted.ok ? quoted.quotes.map(({ net }) => net?.amount ?? null) : [];
  expect(amounts).toEqual([null, 0, 14_000, 17_000]);
});
