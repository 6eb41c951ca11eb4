import { expect, test } from 'vitest';

import { createPasswordHashes, hashOfNoPassword } from '#transactions/identity/password-hash.ts';

const password = 'correct horse battery';
const recommended = createPasswordHashes();
const quick = createPasswordHashes({ N: 1_024, r: 8, p: 1 });

test('a password costs what OWASP recommends, and its hash says so', async () => {
  const hash = await recommended.make(password);

  expect(hash).toMatch(/^scrypt\$65536\$8\$2\$[\w-]{22}\$[\w-]{43}$/);
  expect(await recommended.fits(password, hash)).toBe(true);
  expect(recommended.isOutdated(hash)).toBe(false);
});

test('no two hashes of one password are alike, and another password fits neither', async () => {
  const [one, other] = [await quick.make(password), await quick.make(password)];

  expect(one).not.toBe(other);
  expect(await quick.fits('correct horse batterie', one)).toBe(false);
});

test('the accent that a keyboard writes in two signs is the same password', async () => {
  expect(await quick.fits('caf\u0065\u0301 au lait', await quick.make('caf\u00e9 au lait'))).toBe(true);
});

test('a hash of an earlier cost still fits, and is outdated', async () => {
  const hash = await quick.make(password);

  expect(await recommended.fits(password, hash)).toBe(true);
  expect(recommended.isOutdated(hash)).toBe(true);
});

test('nothing fits an account that is not there, nor one without a password', async () => {
  expect(await quick.fits(password, undefined)).toBe(false);
  expect(await quick.fits(password, hashOfNoPassword())).toBe(false);
});
