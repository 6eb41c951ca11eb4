/** What cases are about, as a tree: where a category stands, what lies below it, and what a case of it begins with. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { addDays } from '../sla/local-time.ts';

/** What is done first about a case, and within how many calendar days. */
export interface FirstStep {
  readonly text: string;
  readonly withinDays: number;
}

/** What a case begins with where nothing else is said; what is absent is said by the category above. */
export interface CaseDefaults {
  readonly ownerId?: string | undefined;
  readonly priorityId?: string | undefined;
  readonly firstStep?: FirstStep | undefined;
}

export interface CaseCategory extends CaseDefaults {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string | undefined;
}

type Categories = readonly CaseCategory[];

/** Whether a category may stand below another: one that there is, and none that stands below it. */
export function placeCategory(
  { id, parentId }: Pick<CaseCategory, 'id' | 'parentId'>,
  categories: Categories,
): Decision<Record<never, never>, 'case-category.circle' | 'setup.reference-unknown'> {
  if (parentId === undefined) return accept({});
  if (parentId !== id && !categories.some((each) => each.id === parentId))
    return refuse('setup.reference-unknown', { params: { kind: 'case-category', id: parentId } });
  const above = lineAbove(parentId, categories);
  const isCircle = parentId === id || above.some((each) => each.id === id);
  return isCircle ? refuse('case-category.circle', { params: { category: parentId } }) : accept({});
}

/** A category and those above it, itself first; none of an id that nothing has. */
function lineAbove(id: string | undefined, categories: Categories): Categories {
  const line: CaseCategory[] = [];
  let next = categories.find((each) => each.id === id);
  while (next !== undefined && !line.includes(next)) {
    line.push(next);
    const { parentId } = next;
    next = categories.find((each) => each.id === parentId);
  }
  return line;
}

/** Its name below those above it, such as `Heating › Boiler`; the id of one that there is not. */
export function pathOfCategory(id: string, categories: Categories): string {
  const names = lineAbove(id, categories).map(({ name }) => name);
  return names.length === 0 ? id : names.toReversed().join(' › ');
}

/** It and all that stand below it, by their ids. */
export function withBelow(id: string, categories: Categories): readonly string[] {
  const below = categories.filter(
    (each) => each.id !== id && lineAbove(each.id, categories).some((one) => one.id === id),
  );
  return [id, ...below.map((each) => each.id)];
}

/** What a case of it begins with: what it says itself, or else the nearest above it that says it. */
export function defaultsOfCategory(id: string, categories: Categories): CaseDefaults {
  const line = lineAbove(id, categories);
  return {
    ownerId: line.find(({ ownerId }) => ownerId !== undefined)?.ownerId,
    priorityId: line.find(({ priorityId }) => priorityId !== undefined)?.priorityId,
    firstStep: line.find(({ firstStep }) => firstStep !== undefined)?.firstStep,
  };
}

/** What a case begins with. */
export interface CaseBeginning {
  readonly ownerId: string | null;
  readonly priority: string | null;
  readonly nextStep: { readonly text: string; readonly on: string } | null;
}

/** What is said of a new case; null is none, and what is absent is left open. */
export type SaidOfCase = { readonly [Name in keyof CaseBeginning]?: CaseBeginning[Name] | undefined };

/** Who opens a case, null for a program; which users are of the staff; and the company's day. */
export interface CaseOpening {
  readonly openedBy: string | null;
  readonly staff: ReadonlySet<string>;
  readonly today: string;
}

/**
 * What is said of it, and else what its category says. Where that names nobody, or somebody who has left the staff, the case is of who
 * opens it; a program that opens one owns none.
 */
export function caseBeginsWith(
  said: SaidOfCase,
  { ownerId, priorityId, firstStep }: CaseDefaults,
  { openedBy, staff, today }: CaseOpening,
): CaseBeginning {
  const owner = [ownerId, openedBy].find((id) => typeof id === 'string' && staff.has(id)) ?? null;
  const step = firstStep === undefined ? null : { text: firstStep.text, on: addDays(today, firstStep.withinDays) };
  return {
    ownerId: said.ownerId === undefined ? owner : said.ownerId,
    priority: said.priority === undefined ? (priorityId ?? null) : said.priority,
    nextStep: said.nextStep === undefined ? step : said.nextStep,
  };
}
