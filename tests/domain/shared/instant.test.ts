/** Instants are one spelling of one moment. */
import { expect, test } from 'vitest';
import {
  addMs,
  compareInstants,
  diffMs,
  earlier,
  fromEpochMs,
  isInstant,
  later,
  toEpochMs,
} from '#domain/shared/instant.ts';

const noon = '2026-03-29T12:00:00.000Z';
const one = '2026-03-29T13:00:00.000Z';

test.each([
  [noon, true],
  ['2026-03-29T12:00:00Z', false],
  ['2026-03-29T12:00:00.000+00:00', false],
  ['2026-02-30T12:00:00.000Z', false],
  ['2026-03-29T24:00:00.000Z', false],
  ['today', false],
])('%s is an instant: %s', (text, expected) => {
  expect(isInstant(text)).toBe(expected);
});

test('instants are compared, shifted and measured in milliseconds', () => {
  expect(compareInstants(noon, one)).toBeLessThan(0);
  expect(compareInstants(noon, noon)).toBe(0);
  expect([later(noon, one), earlier(noon, one)]).toEqual([one, noon]);
  expect([addMs(noon, 3_600_000), addMs(one, -3_600_000)]).toEqual([one, noon]);
  expect([diffMs(noon, one), diffMs(one, noon)]).toEqual([3_600_000, -3_600_000]);
  expect(fromEpochMs(toEpochMs(noon))).toBe(noon);
});

test('what is no instant is a bug, not a value', () => {
  expect(() => toEpochMs('today')).toThrow(RangeError);
  expect(() => fromEpochMs(NaN)).toThrow(RangeError);
  expect(() => fromEpochMs(1e15)).toThrow(RangeError);
});
