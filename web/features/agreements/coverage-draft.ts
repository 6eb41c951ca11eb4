/** What the fields of a rule of coverage hold, the rule that the API takes, and the field that a fault belongs to. */
import type { CoverageRule } from '#contracts/http/agreements-schemas.ts';
import type { limitSpans } from '#domain/agreements/coverage.ts';
import { decimalOf, smallestPartsOf } from '#domain/shared/decimal.ts';

import { numberOrNothing } from '../../ui/text-or-nothing.ts';

export const subjectKinds = ['category', 'item-group'] as const;
export const treatments = ['covered', 'discount', 'charged'] as const;
export const limitKinds = ['none', 'count', 'amount'] as const;

export interface CoverageDraft {
  /** Items by name stay as they are: a form chooses categories and groups. */
  readonly items: Extract<CoverageRule['subject'], { by: 'items' }> | null;
  readonly by: (typeof subjectKinds)[number];
  readonly category: string;
  readonly groupId: string;
  readonly treatment: (typeof treatments)[number];
  readonly percent: string | number;
  readonly limitOf: (typeof limitKinds)[number];
  /** What shares the limit. */
  readonly per: (typeof limitSpans)[number];
  readonly count: string | number;
  /** As typed, in the currency's own unit, such as euros. */
  readonly amount: string;
}

/** The draft of a rule, with amounts of so many decimal places; null for a new one. */
export function coverageDraftOf(rule: CoverageRule | null, places: number): CoverageDraft {
  if (rule === null) return empty;
  const { subject, treatment, percent, limit } = rule;
  return { ...empty, ...subjectDraft(subject), treatment, percent: percent ?? '', ...limitDraft(limit, places) };
}

const empty: CoverageDraft = {
  ...{ items: null, by: 'category', category: '', groupId: '', treatment: 'covered' },
  ...{ percent: '', limitOf: 'none', per: 'order', count: '', amount: '' },
};

function subjectDraft(subject: CoverageRule['subject']): Partial<CoverageDraft> {
  if (subject.by === 'items') return { items: subject };
  return subject.by === 'category'
    ? { by: subject.by, category: subject.category }
    : { by: subject.by, groupId: subject.groupId };
}

function limitDraft(limit: CoverageRule['limit'], places: number): Partial<CoverageDraft> {
  if (limit === null) return {};
  const { per = 'order' } = limit;
  if (limit.of === 'count') return { limitOf: limit.of, per, count: limit.quantity };
  return { limitOf: limit.of, per, amount: decimalOf(limit.amountMinor, places) };
}

/** The rule as the contract is asked about it: a percentage of a discount only, and no limit of what is charged. */
export function coverageRuleOf(draft: CoverageDraft, places: number) {
  const { items, treatment, percent } = draft;
  return {
    subject: items ?? subjectOf(draft),
    treatment,
    percent: treatment === 'discount' ? (numberOrNothing(percent) ?? '') : null,
    limit: treatment === 'charged' ? null : limitOf(draft, places),
  };
}

function subjectOf({ by, category, groupId }: CoverageDraft) {
  return by === 'category' ? { by, category } : { by, groupId };
}

function limitOf({ limitOf: of, per: span, count, amount }: CoverageDraft, places: number) {
  if (of === 'none') return null;
  const per = span === 'order' ? {} : { per: span };
  if (of === 'count') return { of, quantity: numberOrNothing(count), ...per };
  return { of, amountMinor: smallestPartsOf(amount, places), ...per };
}

/** The field at which a fault of a rule is shown, as a pointer of the form. */
export function fieldOfFault(fault: string, { by, limitOf: of }: CoverageDraft): string {
  if (fault.startsWith('percent')) return '#/percent';
  if (fault.startsWith('limit')) return of === 'count' ? '#/limit/quantity' : '#/limit/amountMinor';
  return by === 'category' ? '#/subject/category' : '#/subject/groupId';
}
