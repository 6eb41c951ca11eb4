import { expect, test } from 'vitest';

import { checkPeriod } from '#domain/dispatch/period.ts';

test.each([
  ['a day', '2026-03-01', '2026-03-01', 1],
  ['over the change of clocks', '2026-03-01', '2026-03-31', 31],
  ['a quarter', '2026-07-01', '2026-09-30', 92],
])('%s may be asked for', (_, from, to, days) => {
  expect(checkPeriod({ from, to })).toMatchObject({ ok: true, days });
});

test.each([
  ['that ends before it begins', '2026-03-02', '2026-03-01'],
  ['that is longer than a quarter', '2026-07-01', '2026-10-01'],
])('a period %s is refused', (_, from, to) => {
  expect(checkPeriod({ from, to })).toMatchObject({ ok: false, refusal: { code: 'dispatch.period' } });
});
