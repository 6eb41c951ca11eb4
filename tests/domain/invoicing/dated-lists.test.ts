import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PriceEntry, entryFor, priceEntryFault } from '#domain/invoicing/price-list.ts';
import { type TaxTable, taxOf, taxTableFault } from '#domain/invoicing/tax-table.ts';

const entry = (over: Partial<PriceEntry>): PriceEntry => ({
  id: 'a',
  kind: 'price',
  lineType: 'hour',
  category: 'labour',
  itemId: null,
  technicianId: null,
  validFrom: '2026-01-01',
  amountMinor: 100,
  ...over,
});
const wanted = {
  kind: 'price',
  lineType: 'hour',
  category: 'labour',
  itemId: null,
  technicianId: 'tom',
  on: '2026-06-15',
} as const;

describe('the entry that holds', () => {
  test('is the latest that is valid by the day', () => {
    const entries = [
      entry({ id: 'old', validFrom: '2025-01-01' }),
      entry({ id: 'now', validFrom: '2026-06-15' }),
      entry({ id: 'tomorrow', validFrom: '2026-06-16' }),
    ];

    expect(entryFor(entries, wanted)?.id).toBe('now');
  });

  test('of a technician beats that of a category, however old it is', () => {
    const entries = [
      entry({ id: 'tom', category: null, technicianId: 'tom', validFrom: '2020-01-01' }),
      entry({ id: 'labour', validFrom: '2026-06-01' }),
    ];

    expect(entryFor(entries, wanted)?.id).toBe('tom');
  });

  test('of a technician in a category beats that of the technician', () => {
    const entries = [
      entry({ id: 'tom', category: null, technicianId: 'tom' }),
      entry({ id: 'tom-labour', technicianId: 'tom' }),
    ];

    expect(entryFor(entries, wanted)?.id).toBe('tom-labour');
  });

  test.each([
    ['another technician', { category: null, technicianId: 'ann' }],
    ['another category', { category: 'travel' }],
    ['another type of line', { lineType: 'fee' }],
    ['costs', { kind: 'cost' }],
    ['later days', { validFrom: '2026-06-16' }],
  ] as const)('is none when there is one for %s only', (_, over) => {
    expect(entryFor([entry(over)], wanted)).toBeUndefined();
  });

  test('does not depend on the order of the list', () => {
    const scope = fc.constantFrom(null, 'tom');
    const some = fc.array(
      fc.record({
        id: fc.uuid(),
        category: fc.constantFrom(null, 'labour'),
        technicianId: scope,
        validFrom: fc.constantFrom('2026-01-01', '2026-06-15', '2026-07-01'),
      }),
    );
    fc.assert(
      fc.property(some, (overs) => {
        const entries = overs.map(entry);
        expect(entryFor(entries, wanted)).toEqual(entryFor(entries.toReversed(), wanted));
      }),
    );
  });
});

test.each([
  ['a fee has no cost', { lineType: 'fee', kind: 'cost' }, 'price-entry.fee-cost'],
  ['an entry for everything is a mistake', { category: null }, 'price-entry.scope'],
  ['an hour is not priced by item', { itemId: 'pump' }, 'price-entry.scope'],
  ['an item is not priced by technician', { lineType: 'item', technicianId: 'tom' }, 'price-entry.scope'],
  ['an item may be priced by category', { lineType: 'item' }, null],
  ['an hour may be priced by technician', { category: null, technicianId: 'tom' }, null],
] as const)('%s', (_, over, fault) => {
  expect(priceEntryFault(entry(over))).toBe(fault);
});

describe('the tax table', () => {
  const table: TaxTable = {
    rates: [
      { taxCode: 'standard', basisPoints: 1600, validFrom: '2020-07-01' },
      { taxCode: 'standard', basisPoints: 1900, validFrom: '2021-01-01' },
      { taxCode: 'reduced', basisPoints: 700, validFrom: '2020-01-01' },
    ],
    assignments: [
      { itemId: 'book', category: null, taxCode: 'reduced' },
      { itemId: null, category: 'travel', taxCode: 'reduced' },
    ],
    defaultTaxCode: 'standard',
  };
  const parts = { category: 'parts', itemId: null, on: '2026-06-15' };

  test.each([
    ['an item has its own code', { ...parts, itemId: 'book' }, 700],
    ['a category has its own code', { ...parts, category: 'travel' }, 700],
    ['all else has the default', parts, 1900],
    ['the rate is that of the day', { ...parts, on: '2020-12-31' }, 1600],
    ['there is none before the first day', { ...parts, on: '2020-01-01' }, undefined],
  ])('%s', (_, line, basisPoints) => {
    expect(taxOf(table, line)?.basisPoints).toBe(basisPoints);
  });

  test('answers nothing for what is not assigned when there is no default', () => {
    expect(taxOf({ ...table, defaultTaxCode: null }, parts)).toBeUndefined();
  });

  test.each([
    ['two rates of one code and day', { rates: [...table.rates, ...table.rates] }, 'tax-table.duplicate-rate'],
    [
      'two codes of one item',
      { assignments: [...table.assignments, ...table.assignments] },
      'tax-table.duplicate-assignment',
    ],
    [
      'an assignment of nothing',
      { assignments: [{ itemId: null, category: null, taxCode: 'reduced' }] },
      'tax-table.assignment',
    ],
    ['a default that has no rate', { defaultTaxCode: 'none' }, 'tax-table.unknown-code'],
    ['nothing at all', {}, null],
  ])('is refused for %s', (_, over, fault) => {
    expect(taxTableFault({ ...table, ...over })).toBe(fault);
  });
});
