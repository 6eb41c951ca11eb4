import { expect, test } from 'vitest';

import { priceHistory, type LineOfHistory } from '#domain/invoicing/history.ts';

const tax = { taxCode: 'standard', basisPoints: 1_900 };
const line: LineOfHistory = {
  ...{ lineId: 'line-1', type: 'hour', category: 'labour', itemId: null, technicianId: null },
  ...{ quantity: 1.5, chargeable: true, workDate: '2025-03-01', unitPriceMinor: 3_333, unitCostMinor: 1_001, tax },
};

test('amounts are unit times quantity, rounded once, half away from zero', () => {
  expect(priceHistory([line], 'EUR')).toMatchObject({ ok: true, lines: [{ amountMinor: 5_000, costMinor: 1_502 }] });
});

test('a line that the customer did not pay has a cost and nothing else', () => {
  const free = { ...line, chargeable: false };
  expect(priceHistory([free], 'EUR')).toMatchObject({
    lines: [{ amountMinor: 0, unitPriceMinor: null, tax: null, costMinor: 1_502 }],
  });
});

test.each([
  ['a price', { unitPriceMinor: null }, 'invoicing.price-missing'],
  ['a cost', { unitCostMinor: null }, 'invoicing.cost-missing'],
  ['a tax', { tax: null }, 'invoicing.tax-missing'],
])('a line without %s is refused as it is in posting', (_, without, code) => {
  expect(priceHistory([{ ...line, ...without }], 'EUR')).toMatchObject({ ok: false, refusal: { code } });
});

test('a fee has no cost and needs none', () => {
  const fee = { ...line, type: 'fee' as const, unitCostMinor: null };
  expect(priceHistory([fee], 'EUR')).toMatchObject({ ok: true, lines: [{ costMinor: 0 }] });
});
