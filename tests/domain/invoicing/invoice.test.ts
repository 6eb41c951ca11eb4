import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invoiceDates, invoiceNumber, invoiceTotals } from '#domain/invoicing/invoice.ts';

const taxed = (amountMinor: number, basisPoints = 1900, taxCode = 'standard') => ({
  amountMinor,
  basisPoints,
  taxCode,
});

describe('the totals of an invoice', () => {
  test('round tax once per rate, not per line', () => {
    const totals = invoiceTotals('EUR', [taxed(103), taxed(103), taxed(103)]);

    expect(totals).toEqual({
      taxes: [{ taxCode: 'standard', basisPoints: 1900, netMinor: 309, taxMinor: 59 }],
      netMinor: 309,
      taxMinor: 59,
      grossMinor: 368,
    });
  });

  test('keep two codes of one rate apart, and a code whose rate changed', () => {
    const totals = invoiceTotals('EUR', [
      taxed(100, 0, 'export'),
      taxed(100, 0, 'reverse'),
      taxed(100),
      taxed(100, 1600),
    ]);

    expect(totals.taxes.map((tax) => [tax.taxCode, tax.basisPoints])).toEqual([
      ['standard', 1900],
      ['standard', 1600],
      ['export', 0],
      ['reverse', 0],
    ]);
  });

  test('are the sum of the lines, and of the groups', () => {
    const lines = fc.array(
      fc.record({
        amountMinor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
        basisPoints: fc.constantFrom(0, 550, 700, 1900, 2000),
        taxCode: fc.constantFrom('standard', 'reduced', 'export'),
      }),
    );
    fc.assert(
      fc.property(lines, (some) => {
        const { taxes, netMinor, taxMinor, grossMinor } = invoiceTotals('EUR', some);
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

        expect(netMinor).toBe(sum(some.map((line) => line.amountMinor)));
        expect(taxMinor).toBe(sum(taxes.map((tax) => tax.taxMinor)));
        expect(grossMinor).toBe(netMinor + taxMinor);
        for (const tax of taxes)
          expect(Math.abs(tax.taxMinor - (tax.netMinor * tax.basisPoints) / 10_000)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

describe('the dates of an invoice', () => {
  const terms = { timeZone: 'Europe/Berlin', paymentTermDays: 14 };

  test('are those on the wall of the company', () => {
    expect(invoiceDates('2026-03-31T22:30:00.000Z', null, terms)).toEqual({
      issuedAt: '2026-03-31T22:30:00.000Z',
      issuedOn: '2026-04-01',
      dueOn: '2026-04-15',
    });
  });

  test('are never before those of the number before', () => {
    const { issuedAt } = invoiceDates('2026-03-31T10:00:00.000Z', '2026-03-31T10:00:00.250Z', terms);

    expect(issuedAt).toBe('2026-03-31T10:00:00.250Z');
  });
});

test('a number has its prefix and at least six digits', () => {
  expect([invoiceNumber('INV-', 42), invoiceNumber('', 1_234_567)]).toEqual(['INV-000042', '1234567']);
});
