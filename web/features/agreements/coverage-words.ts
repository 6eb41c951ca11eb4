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
