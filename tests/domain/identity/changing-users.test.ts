import { describe, expect, test } from 'vitest';

import { checkGrant } from '#domain/identity/grant.ts';
import { changeUser, checkPassword, normalizeEmail } from '#domain/identity/user.ts';

const customerId = '11111111-1111-4111-8111-111111111111';
const administrator = { roles: ['administrator'], customerId: null, disabled: false };

describe('a grant', () => {
  test.each([
    ['staff without a customer', ['dispatcher', 'technician'], null, null],
    ['a contact with a customer', ['customer-contact'], customerId, null],
    ['a contact without a customer', ['customer-contact'], null, 'grant.customer-missing'],
    ['staff with a customer', ['viewer'], customerId, 'grant.customer-not-allowed'],
    ['a contact who is staff too', ['customer-contact', 'viewer'], customerId, 'grant.roles-mixed'],
  ])('%s', (_, roles, customer, code) => {
    const decision = checkGrant({ roles, customerId: customer });

    expect(decision.ok ? null : decision.refusal.code).toBe(code);
  });
});

describe('the last administrator', () => {
  test.each([
    ['disabled', { ...administrator, disabled: true }],
    ['given other roles', { ...administrator, roles: ['viewer'] }],
  ])('cannot be %s', (_, after) => {
    expect(changeUser(administrator, after, 0)).toMatchObject({ refusal: { code: 'user.last-administrator' } });
    expect(changeUser(administrator, after, 1).ok).toBe(true);
  });

  test('can be given more roles', () => {
    const after = { ...administrator, roles: ['billing', 'administrator'] };

    expect(changeUser(administrator, after, 0)).toEqual({ ok: true, changed: true });
  });
});

test('the same roles in another order are no change of rights', () => {
  const before = { roles: ['viewer', 'billing'], customerId: null, disabled: false };

  expect(changeUser(before, { ...before, roles: ['billing', 'viewer'] }, 1)).toEqual({ ok: true, changed: false });
});

test.each([
  ['eleven chars', 'abcdefghijk'],
  ['few different characters', 'ababababababab'],
  ['the account’s own name', 'dora-schmidt-2026'],
])('a password of %s is refused', (_, password) => {
  expect(checkPassword(password, 'Dora@example.org')).toMatchObject({ refusal: { code: 'user.password-weak' } });
});

test('twelve characters of which five differ are a password', () => {
  expect(checkPassword('correct horse', 'dora@example.org').ok).toBe(true);
});

test('e-mail addresses are compared without regard to capitals and spaces around them', () => {
  expect(normalizeEmail(' Dora@Example.org ')).toBe('dora@example.org');
});
