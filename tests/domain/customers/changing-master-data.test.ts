import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { newContact, newCustomer, newSite, type Customer } from '#domain/customers/customer.ts';
import { newServiceObject } from '#domain/objects/service-object.ts';
import { changedFields, changeNumbered, contentOf, differs } from '#domain/shared/numbered.ts';

const customer = newCustomer('id', { number: 'C-1', name: 'Baker', externalId: undefined });

describe('what a new thing is where nothing is said', () => {
  test('a customer is billed itself, in English, within 30 days', () => {
    const { billToCustomerId, language, paymentTermsDays, active, externalId } = customer;
    expect({ billToCustomerId, language, paymentTermsDays, active, externalId }).toEqual({
      ...{ billToCustomerId: 'id', language: 'en', paymentTermsDays: 30, active: true, externalId: null },
    });
  });

  test('sites, contacts and objects have null for what is not known', () => {
    expect(newSite({ number: 'S-1', name: 'Mill' })).toMatchObject({ address: null, timeZone: null, active: true });
    expect(newContact({ number: 'P-1', name: 'Ann' })).toMatchObject({ siteId: null, email: null, phone: null });
    const oven = newServiceObject({ number: 'O-1', name: 'Oven', customerId: 'id' });
    expect(oven).toMatchObject({ siteId: null, serialNumber: null, externalId: null });
  });
});

describe('changing', () => {
  test('what is left out, or undefined, stays', () => {
    const changed = changeNumbered(customer, { phone: '+43 1', email: undefined });
    expect(changed).toEqual({ ok: true, after: { ...customer, phone: '+43 1' }, changed: true });
  });

  test('the same again is no change, whatever the order of members', () => {
    const address = { street: 'Mill Lane 1', postalCode: '1010', city: 'Vienna', country: 'AT' };
    const before = { ...customer, address };
    const same = { country: 'AT', city: 'Vienna', postalCode: '1010', street: 'Mill Lane 1' };
    expect(changeNumbered(before, { address: same })).toMatchObject({ ok: true, changed: false });
  });

  test('names the fields that are not what they were', () => {
    const after = { ...customer, phone: '+43 1', address: { street: '', postalCode: '', city: 'Linz', country: 'AT' } };
    expect(changedFields(customer, after).toSorted()).toEqual(['address', 'phone']);
    expect(changedFields(customer, { ...customer })).toEqual([]);
  });

  test('a number stays as it was given', () => {
    const changed = changeNumbered(customer, { number: 'C-2' });
    expect(changed).toMatchObject({ ok: false, refusal: { code: 'number.fixed' } });
    expect(changeNumbered(customer, { number: 'C-1' })).toMatchObject({ ok: true, changed: false });
  });

  test('an external id can be given once, and not changed or taken away', () => {
    const given = changeNumbered(customer, { externalId: 'erp-1' });
    expect(given).toMatchObject({ ok: true, changed: true });
    const known: Customer = { ...customer, externalId: 'erp-1' };
    for (const externalId of ['erp-2', null]) {
      const changed = changeNumbered(known, { externalId });
      expect(changed).toMatchObject({ ok: false, refusal: { code: 'external-id.fixed' } });
    }
  });
});

test('a JSON value read back has the same content', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const again: unknown = JSON.parse(JSON.stringify(value));
      expect(contentOf(again)).toBe(contentOf(value));
      expect(differs({ value }, { value: again })).toBe(false);
    }),
  );
});
