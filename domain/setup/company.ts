/** The company that runs Callout. An installation serves one. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';
import { isTimeZone } from '../sla/local-time.ts';

/** What other areas rely on; name, address and bank are only text. */
export interface CompanyBasis {
  readonly currency: string;
  readonly timeZone: string;
  /** True until an administrator has entered the real company in place of the one that comes with the product. */
  readonly placeholder: boolean;
}

export type CompanyRefusalCode = 'company.currency-fixed' | 'company.time-zone';

/**
 * Whether the company may be changed so. Nothing in Callout converts money, so the currency is fixed once the company
 * is a real one.
 */
export function changeCompany(
  before: CompanyBasis,
  after: CompanyBasis,
): Decision<Record<never, never>, CompanyRefusalCode> {
  if (!isTimeZone(after.timeZone)) return refuse('company.time-zone', { params: { timeZone: after.timeZone } });
  if (!before.placeholder && before.currency !== after.currency) {
    return refuse('company.currency-fixed', { params: { currency: before.currency } });
  }
  return accept({});
}

/** The id of the one company: on documents, orders, number series and events. Another company will have another one. */
export const companyId = '0c0a11a5-0000-4000-8000-000000000001';
