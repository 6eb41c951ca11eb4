/** Rules of an agreement as they are applied to an order of it. */
import {
  namesOf,
  type AgreementYear,
  type AppliedRule,
  type CoverageRule,
  type CoverageSubject,
  type RulePool,
} from './coverage.ts';

/** The group of each of some items that are in one. */
export type ItemGroups = ReadonlyMap<string, string>;

/**
 * Rules as they are applied to the items whose groups are known, in a year of their agreement; an item that a rule names is none of
 * its group's there.
 */
export function appliedRules(
  rules: readonly CoverageRule[],
  groups: ItemGroups,
  year?: AgreementYear,
): readonly AppliedRule[] {
  const named = new Set(rules.flatMap(({ subject }) => (subject.by === 'items' ? subject.itemIds : [])));
  const itemsOf = (wanted: string) =>
    [...groups].flatMap(([itemId, groupId]) => (groupId === wanted && !named.has(itemId) ? [itemId] : [])).toSorted();
  return rules.map(({ subject, treatment, percent, limit }) => ({
    ...{ subject: appliedSubject(subject, itemsOf), treatment, percent, limit },
    ...(year !== undefined && limit?.per === 'agreement-year' ? { pool: poolOf(year, subject) } : {}),
  }));
}

/** Items come to a rule and leave it: each takes under its own name, and the rule knows what was taken by all of them. */
function poolOf(year: AgreementYear, subject: CoverageSubject): RulePool {
  const names = namesOf(subject).toSorted();
  return { ...year, subject: names[0] ?? '', ...(subject.by === 'items' ? { names } : {}) };
}

function appliedSubject(
  subject: CoverageSubject,
  itemsOf: (groupId: string) => readonly string[],
): AppliedRule['subject'] {
  if (subject.by === 'category') return { by: 'category', category: subject.category };
  return { by: 'items', itemIds: subject.by === 'items' ? subject.itemIds : itemsOf(subject.groupId) };
}
