import { describe, expect, test } from 'vitest';

import { afterFailure, freeFailures, mayTry, retryAt } from '#domain/identity/sign-in.ts';
import type { SignInFailures } from '#domain/identity/sign-in.ts';
import { addMs, diffMs } from '#domain/shared/instant.ts';

const now = '2026-03-02T09:00:00.000Z';
const failed = (count: number, lastAt = now): SignInFailures => ({ count, lastAt });

describe('failed sign-ins', () => {
  test('cost nothing up to the fourth', () => {
    expect(mayTry(null, now).ok).toBe(true);
    expect(mayTry(failed(freeFailures - 1), now).ok).toBe(true);
  });

  test('make an account wait from the fifth on, twice as long each time, a quarter of an hour at most', () => {
    const waits = [5, 6, 7, 8, 9, 10, 11, 1000].map((count) => diffMs(now, retryAt(failed(count)) ?? now) / 1000);

    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
  });

  test('say for how many seconds', () => {
    expect(mayTry(failed(5), addMs(now, 1))).toEqual({
      ok: false,
      refusal: { code: 'session.too-many-failures', params: { retryAfterSeconds: 30 } },
    });
    expect(mayTry(failed(5), addMs(now, 30_000)).ok).toBe(true);
  });

  test('are forgotten after an hour without any', () => {
    expect(afterFailure(failed(7), addMs(now, 3_599_999)).count).toBe(8);
    expect(afterFailure(failed(7), addMs(now, 3_600_000))).toEqual({ count: 1, lastAt: addMs(now, 3_600_000) });
  });
});
