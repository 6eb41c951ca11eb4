/** A rule of coverage in words: what it is about, and how that is charged. */
import type { CoverageRule } from '#contracts/http/agreements-schemas.ts';

import { day, money, quantity } from '../../ui/format.ts';
import { text } from '../../ui/texts.ts';
import type { Used } from './used-coverage.ts';

interface Terms {
  readonly unit: string;
  readonly currency: string;
}

/** How a rule charges: `covered up to 10 h of an order, then charged`. */
export function coverageInWords(
  { treatment, percent, limit }: Pick<CoverageRule, 'treatment' | 'percent' | 'limit'>,
  { unit, currency }: Terms,
): string {
  if (treatment === 'charged') return text('coverageRule.charged');
  const upTo =
    limit === null
      ? null
      : limit.of === 'count'
        ? quantity(limit.quantity, unit)
        : money({ amount: limit.amountMinor, currency });
  const ofYear = limit?.per === 'agreement-year';
  if (percent === null) {
    if (upTo === null) return text('coverageRule.covered');
    return text(ofYear ? 'coverageRule.coveredUpToOfYear' : 'coverageRule.coveredUpTo', { limit: upTo });
  }
  const less = quantity(percent);
  if (upTo === null) return text('coverageRule.discount', { percent: less });
  const code = ofYear ? ('coverageRule.discountUpToOfYear' as const) : ('coverageRule.discountUpTo' as const);
  return text(code, { percent: less, limit: upTo });
}

/** What of the limit of a year is used: `5 h used since 15 Apr 2026`; null where no year shares a limit. */
export function usedInWords(
  { limit }: Pick<CoverageRule, 'limit'>,
  used: Used | null,
  { unit, currency }: Terms,
): string | null {
  if (used === null || limit === null) return null;
  const { from, amountMinor: amount } = used;
  const what = limit.of === 'count' ? quantity(used.quantity, unit) : money({ amount, currency });
  return text('coverageRule.used', { what, since: day(from) });
}
