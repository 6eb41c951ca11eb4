import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isPendingSignInLive, mayUsePassword, ownPath, signInByProvider } from '#domain/identity/provider.ts';
import type { ProvidedUser } from '#domain/identity/provider.ts';

const answer = { subject: 's-1', login: 'ada@works.example' };
const user = (more: Partial<ProvidedUser> = {}): ProvidedUser => ({
  userId: 'u-1',
  disabled: false,
  subject: null,
  ...more,
});

describe('an answer of the provider', () => {
  test('stands for the user who is linked with its subject, whatever the login is by now', () => {
    const linked = user({ subject: 's-1' });
    const other = user({ userId: 'u-2' });
    const known = { ok: true, signIn: { kind: 'known', userId: 'u-1' } };

    expect(signInByProvider(answer, linked, other, false)).toEqual(known);
    expect(signInByProvider({ ...answer, login: null }, linked, undefined, false)).toEqual(known);
  });

  test('links the user of its login at the first time', () => {
    expect(signInByProvider(answer, undefined, user(), false)).toEqual({
      ok: true,
      signIn: { kind: 'link', userId: 'u-1' },
    });
  });

  test('is refused when the login was given to somebody else', () => {
    expect(signInByProvider(answer, undefined, user({ subject: 's-0' }), true)).toMatchObject({
      refusal: { code: 'provider.other-account' },
    });
  });

  test('is refused for a disabled user, linked or not', () => {
    const refusal = { code: 'provider.user-disabled' };

    expect(signInByProvider(answer, user({ subject: 's-1', disabled: true }), undefined, true)).toMatchObject({
      refusal,
    });
    expect(signInByProvider(answer, undefined, user({ disabled: true }), true)).toMatchObject({ refusal });
  });

  test('adds nobody unless that is wanted, and never without a login that may be believed', () => {
    expect(signInByProvider(answer, undefined, undefined, false)).toMatchObject({
      refusal: { code: 'provider.user-unknown' },
    });
    expect(signInByProvider(answer, undefined, undefined, true)).toEqual({
      ok: true,
      signIn: { kind: 'add', login: answer.login },
    });
    expect(signInByProvider({ ...answer, login: null }, undefined, undefined, true)).toMatchObject({
      refusal: { code: 'provider.login-missing' },
    });
  });
});

test('a password stays enough for administrators and customers, for the others where it is wanted', () => {
  expect(mayUsePassword(['administrator', 'billing'], 'administrators').ok).toBe(true);
  expect(mayUsePassword(['customer-contact'], 'administrators').ok).toBe(true);
  expect(mayUsePassword(['billing'], 'administrators')).toMatchObject({
    refusal: { code: 'session.password-not-enough' },
  });
  expect(mayUsePassword(['billing'], 'everyone').ok).toBe(true);
});

test('a sign-in that began ten minutes ago is over', () => {
  expect(isPendingSignInLive('2026-03-02T09:00:00.000Z', '2026-03-02T09:09:59.999Z')).toBe(true);
  expect(isPendingSignInLive('2026-03-02T09:00:00.000Z', '2026-03-02T09:10:00.000Z')).toBe(false);
});

describe('the way back', () => {
  test('is what was asked for, inside of the product', () => {
    expect(ownPath('/orders?stage=open#lines')).toBe('/orders?stage=open#lines');
    expect(ownPath('/customer')).toBe('/customer');
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example', '', 'evil', '/a\r\nb'])(
    'is the first page for %j',
    (wanted) => expect(ownPath(wanted)).toBe('/'),
  );

  test('never leaves the product, whatever is wanted', () => {
    const parts = fc.constantFrom(
      '/',
      '\\',
      '//',
      '.',
      '..',
      '@',
      ':',
      'evil.example',
      'https:',
      '\t',
      '\n',
      '%2f',
      '?',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string())), (wanted) => {
        const url = new URL(ownPath(wanted.join('')), 'https://callout.example');
        expect(url.origin).toBe('https://callout.example');
      }),
    );
  });
});
