import { expect, test } from 'vitest';

import { checkLogo, logoPixels } from '#domain/setup/logo.ts';

const { min, max } = logoPixels;

test('a logo is a PNG or a JPEG whose sides are within the limits', () => {
  expect(checkLogo('image/png', { width: min, height: max }).ok).toBe(true);
  expect(checkLogo('image/jpeg', { width: 400, height: 120 }).ok).toBe(true);
});

test.each([
  ['application/pdf', { width: 400, height: 120 }, 'file.logo-type'],
  ['image/svg+xml', { width: 400, height: 120 }, 'file.logo-type'],
  ['image/png', null, 'file.logo-type'],
  ['image/png', { width: max + 1, height: 100 }, 'file.logo-pixels'],
  ['image/png', { width: 100, height: min - 1 }, 'file.logo-pixels'],
])('%s of %j is refused as %s', (mime, size, code) => {
  expect(checkLogo(mime, size)).toMatchObject({ ok: false, refusal: { code } });
});
