/** A rule of coverage in words: what it is about, and how that is charged. */
import type { CoverageRule } from '#contracts/http/agreements-schemas.ts';

import { money, quantity } from '../../ui/format.ts';
import { text } from '../../ui/texts.ts';

/** How a rule charges: `covered up to 10 h of an order, then charged`. */
export function coverageInWords(
  { treatment, percent, limit }: Pick<CoverageRule, 'treatment' | 'percent' | 'limit'>,
  { unit, currency }: { readonly unit: string; readonly currency: string },
): string {
  if (treatment === 'charged') return text('coverageRule.charged');
  const upTo =
    limit === null
      ? null
      : limit.of === 'count'
        ? quantity(limit.quantity, unit)
        : money({ amount: limit.amountMinor, currency });
  if (percent === null) {
    return upTo === null ? text('coverageRule.covered') : text('coverageRule.coveredUpTo', { limit: upTo });
  }
  const less = quantity(percent);
  if (upTo === null) return text('coverageRule.discount', { percent: less });
  return text('coverageRule.discountUpTo', { percent: less, limit: upTo });
}
