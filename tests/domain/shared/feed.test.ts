import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { changeOfFed, fieldsOfNew, fieldTaken, ownedFields, ownersOf, standingOf } from '#domain/shared/feed.ts';
import type { FeedSource, SaidRecord, Settling } from '#domain/shared/feed.ts';
import { contentOf } from '#domain/shared/numbered.ts';

const owning = (id: string, customer: readonly string[], active = true): FeedSource => ({
  ...{ id, active },
  owns: { customer, site: [], contact: [], technician: [] },
});
const crm = owning('crm', ['name', 'phone', 'email']);
const erp = owning('erp', ['paymentTermsDays']);
const owners = ownersOf([crm, erp], 'customer');
const settling = (source: string, sent: object, kept = {}): Settling => ({ source, owners, sent, unfit: [], kept });
const row = { number: 'C-1', name: 'Alte Mühle', phone: null, email: 'a@muehle.example', paymentTermsDays: 30 };
const defaults = { phone: null, email: null, paymentTermsDays: 30 };

const records: fc.Arbitrary<SaidRecord> = fc.record({
  changedAt: fc.constantFrom('2026-03-01T08:00:00.000Z', '2026-03-01T09:00:00.000Z', '2026-03-02T08:00:00.000Z'),
  record: fc.record({ name: fc.constantFrom('A', 'B'), phone: fc.constantFrom('1', '2', null) }),
});
const newestOf = (said: readonly SaidRecord[]) =>
  said.reduce((known, next) => (standingOf(known, next) === 'newer' ? next : known));

describe('The newest record', () => {
  test('is the same in whatever order, and however often, records come', () => {
    const mixed = fc
      .array(records, { minLength: 1, maxLength: 8 })
      .chain((said) =>
        fc.tuple(
          fc.constant(said),
          fc.shuffledSubarray([...said, ...said], { minLength: said.length * 2, maxLength: said.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(mixed, ([said, shuffled]) => {
        expect(contentOf(newestOf(shuffled))).toBe(contentOf(newestOf(said)));
      }),
    );
  });

  test('is the same record when it comes again, and an older one stays older', () => {
    const said = { changedAt: '2026-03-01T09:00:00.000Z', record: { name: 'A', phone: '1' } };
    expect(standingOf(said, { ...said, record: { phone: '1', name: 'A' } })).toBe('same');
    expect(standingOf(said, { ...said, changedAt: '2026-03-01T08:59:59.999Z' })).toBe('older');
  });
});

describe('What a source says', () => {
  test('changes its own fields alone, and the rest is reported with its owner', () => {
    const sent = { name: 'Neue Mühle', phone: '040 5550100', paymentTermsDays: 14, language: 'de', number: 'C-2' };
    expect(changeOfFed(settling('crm', sent), { ...row, language: 'en' }, defaults)).toEqual({
      change: { name: 'Neue Mühle', phone: '040 5550100', email: null },
      conflicts: [
        { field: 'paymentTermsDays', reason: 'owned', owner: 'erp', ours: 30, theirs: 14 },
        { field: 'language', reason: 'owned', owner: null, ours: 'en', theirs: 'de' },
        { field: 'number', reason: 'fixed', owner: null, ours: 'C-1', theirs: 'C-2' },
      ],
    });
  });

  test('changes nothing the second time', () => {
    const sent = fc.record(
      { name: fc.string(), phone: fc.option(fc.string()), paymentTermsDays: fc.nat() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(sent, (said) => {
        const after = { ...row, ...changeOfFed(settling('crm', said), row, defaults).change };
        expect(changeOfFed(settling('crm', said), after, defaults).change).toEqual({});
      }),
    );
  });

  test('of two sources ends the same whichever is heard first', () => {
    const said = fc.record({ name: fc.string(), paymentTermsDays: fc.nat() });
    fc.assert(
      fc.property(said, said, (one, other) => {
        const after = (before: object, source: string, sent: object) => ({
          ...before,
          ...changeOfFed(settling(source, sent), before, defaults).change,
        });
        expect(after(after(row, 'crm', one), 'erp', other)).toEqual(after(after(row, 'erp', other), 'crm', one));
      }),
    );
  });

  test('is no conflict where a person kept ours, until it says something else', () => {
    const kept = { paymentTermsDays: contentOf(14) };
    expect(changeOfFed(settling('crm', { paymentTermsDays: 14 }, kept), row, {}).conflicts).toEqual([]);
    expect(changeOfFed(settling('crm', { paymentTermsDays: 10 }, kept), row, {}).conflicts).toHaveLength(1);
  });

  test('enters a new thing with its own fields, and waits when it does not own the name', () => {
    const sent = { name: 'Alte Mühle', paymentTermsDays: 14 };
    expect(fieldsOfNew(settling('crm', sent), ['name'])).toEqual({ name: 'Alte Mühle' });
    expect(fieldsOfNew(settling('erp', sent), ['name'])).toBeUndefined();
  });
});

describe('A field', () => {
  test('belongs to one source at a time, and to none that is heard no more', () => {
    const late = owning('late', ['phone']);
    expect(fieldTaken(late, [crm, late])).toEqual({ kind: 'customer', field: 'phone', source: 'crm' });
    expect(fieldTaken({ ...late, active: false }, [crm])).toBeUndefined();
    expect(fieldTaken(late, [{ ...crm, active: false }])).toBeUndefined();
    expect(ownersOf([{ ...crm, active: false }], 'customer').size).toBe(0);
  });

  test('is its source’s only of things that the source has fed', () => {
    expect(ownedFields(['name', 'language'], owners, new Set(['crm']))).toEqual([{ field: 'name', source: 'crm' }]);
    expect(ownedFields(['name', 'language'], owners, new Set(['erp']))).toEqual([]);
  });
});
