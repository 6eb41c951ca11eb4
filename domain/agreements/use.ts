/** Using an agreement: when orders may be made from it, which of its lines a visit takes, and how they come into another. */
import { accept, refuse, type Decision, type Refused } from '../shared/decision.ts';
import { merged } from '../shared/distinct.ts';
import type { Agreement, AgreementLine, Suspension } from './agreement.ts';
import { agreementYearOf } from './agreement-year.ts';
import { appliedRules, type ItemGroups } from './applied-rules.ts';
import { coverLines } from './coverage.ts';
import type { AppliedRule, CoverableLine, LineCoverage } from './coverage.ts';

export type UseRefusalCode = 'agreement.is-template' | 'agreement.suspended' | 'agreement.not-valid';

/** Whether orders are made from an agreement on a day: not from a template, nor while it is suspended, nor outside its days. */
export function useOn(agreement: Agreement, day: string): Decision<object, UseRefusalCode> {
  if (agreement.templateGroup !== null) {
    return refuse('agreement.is-template', { params: { number: agreement.number } });
  }
  return periodFault(agreement, day) ?? accept({});
}

/** What an order takes from its agreement where it says nothing itself. */
export type OrderDefaults = Pick<
  Agreement,
  'billToCustomerId' | 'siteId' | 'slaPolicyId' | 'name' | 'preferredTechnicianId' | 'responsibleId'
>;

export type OrderUnderRefusalCode = UseRefusalCode | 'agreement.other-customer';

/** Whether a customer's order may be made under an agreement on a day, and what it takes from it. */
export function orderUnder(
  agreement: Agreement,
  { customerId, day }: { readonly customerId: string; readonly day: string },
): Decision<{ readonly defaults: OrderDefaults }, OrderUnderRefusalCode> {
  const usable = useOn(agreement, day);
  if (!usable.ok) return usable;
  const { number, billToCustomerId, siteId, slaPolicyId, name, preferredTechnicianId, responsibleId } = agreement;
  if (agreement.customerId !== customerId) return refuse('agreement.other-customer', { params: { number } });
  const defaults = { billToCustomerId, siteId, slaPolicyId, name, preferredTechnicianId, responsibleId };
  return accept({ defaults });
}

/** Why nothing is done on that day, of an agreement or of what was agreed in a template; null when nothing hinders. */
export function periodFault(
  { number, startsOn, endsOn, suspension }: Agreement,
  day: string,
): Refused<'agreement.suspended' | 'agreement.not-valid'> | null {
  if (!isWithin(day, startsOn, endsOn)) return refuse('agreement.not-valid', { params: { number, day } });
  return isSuspendedOn(suspension, day) ? refuse('agreement.suspended', { params: { number, day } }) : null;
}

/** What an agreement is on a day. */
export const agreementStates = ['template', 'upcoming', 'active', 'suspended', 'ended'] as const;
export type AgreementState = (typeof agreementStates)[number];

/** The state of an agreement on a day. */
export function stateOn(
  agreement: Pick<Agreement, 'templateGroup' | 'startsOn' | 'endsOn' | 'suspension'>,
  day: string,
): AgreementState {
  if (agreement.templateGroup !== null) return 'template';
  if (day < agreement.startsOn) return 'upcoming';
  if (agreement.endsOn !== null && agreement.endsOn < day) return 'ended';
  return isSuspendedOn(agreement.suspension, day) ? 'suspended' : 'active';
}

/** Whether a day lies in a suspension. */
export function isSuspendedOn(suspension: Suspension | null, day: string): boolean {
  return suspension !== null && isWithin(day, suspension.from, suspension.to);
}

/** The lines that a visit on a day uses: not stopped, and agreed for that day. While it is suspended every line is stopped. */
export function linesOn(agreement: Agreement, day: string): readonly AgreementLine[] {
  if (periodFault(agreement, day) !== null) return [];
  return agreement.lines.filter(({ stopped, startsOn, endsOn }) => !stopped && isWithin(day, startsOn, endsOn));
}

/**
 * The rules by which an order of a day is charged: none while the agreement is suspended or not valid. What its orders share in a year
 * they share under its id; without it each order is looked at by itself.
 */
export function rulesOn(
  agreement: Agreement & { readonly agreementId?: string },
  day: string,
  groups: ItemGroups = noGroups,
): readonly AppliedRule[] {
  if (periodFault(agreement, day) !== null) return [];
  const { agreementId, startsOn, coverage } = agreement;
  if (agreementId === undefined) return appliedRules(coverage, groups);
  return appliedRules(coverage, groups, { agreementId, from: agreementYearOf(startsOn, day) });
}

const noGroups: ItemGroups = new Map();

/** The groups of items that an agreement has rules about. */
export function groupsOfRules({ coverage }: Pick<Agreement, 'coverage'>): readonly string[] {
  return coverage.flatMap(({ subject }) => (subject.by === 'item-group' ? [subject.groupId] : []));
}

/** How an order's lines are charged under an agreement on a day; one that is suspended or not valid then covers nothing. */
export function coverOn(
  agreement: Agreement,
  day: string,
  lines: readonly CoverableLine[],
  groups?: ItemGroups,
): readonly LineCoverage[] {
  return coverLines(rulesOn(agreement, day, groups), lines);
}

type SuspendRefusalCode = 'agreement.already-suspended' | 'agreement.suspension-ends-early';

/** Suspends an agreement; each line keeps its own flag. */
export function suspend(
  agreement: Agreement,
  suspension: Suspension,
): Decision<{ readonly after: Agreement }, SuspendRefusalCode> {
  if (agreement.suspension !== null) return refuse('agreement.already-suspended');
  if (suspension.to !== null && suspension.to < suspension.from) return refuse('agreement.suspension-ends-early');
  return accept({ after: { ...agreement, suspension } });
}

/** Takes the suspension away, after which each line counts by its own flag again. */
export function resume(agreement: Agreement): Decision<{ readonly after: Agreement }, 'agreement.not-suspended'> {
  if (agreement.suspension === null) return refuse('agreement.not-suspended');
  return accept({ after: { ...agreement, suspension: null } });
}

/** Stops a line or lets it run again; undefined when there is no such line. */
export function stopLine(agreement: Agreement, lineId: string, stopped: boolean): Agreement | undefined {
  if (!agreement.lines.some((line) => line.lineId === lineId)) return undefined;
  const lines = agreement.lines.map((line) => (line.lineId === lineId ? { ...line, stopped } : line));
  return { ...agreement, lines };
}

/** What is copied: the ticked lines, or all that run when none are named. */
export interface CopyWish {
  readonly lineIds: readonly string[] | null;
  /** Objects and tasks come too; from a template they always do. */
  readonly withRelations: boolean;
  readonly withCoverage: boolean;
  readonly day: string;
}

type CopyRefusalCode = 'agreement.suspended' | 'agreement.line-stopped' | 'agreement.line-unknown';

/** Copies lines of a template or another agreement behind those that are there. A stopped line is not copied. */
export function copyLines(
  target: Agreement,
  source: Agreement,
  wish: CopyWish,
  newId: () => string,
): Decision<{ readonly after: Agreement }, CopyRefusalCode> {
  const chosen = chosenLines(source, wish);
  if (!chosen.ok) return chosen;
  const withRelations = wish.withRelations || source.templateGroup !== null;
  const objects = withRelations ? merged(target.objects, source.objects, ({ objectId }) => objectId) : target.objects;
  const tasks = withRelations ? merged(target.tasks, source.tasks, ({ task }) => task) : target.tasks;
  const last = Math.max(0, ...target.lines.map(({ lineNumber }) => lineNumber));
  const lines = chosen.lines.map((line, index) => ({
    ...line,
    lineId: newId(),
    lineNumber: last + 1 + index,
    objectId: objects.some(({ objectId }) => objectId === line.objectId) ? line.objectId : null,
    task: tasks.some(({ task }) => task === line.task) ? line.task : null,
  }));
  const coverage = wish.withCoverage ? merged(target.coverage, source.coverage, subjectOf) : target.coverage;
  return accept({ after: { ...target, objects, tasks, coverage, lines: [...target.lines, ...lines] } });
}

function chosenLines(
  source: Agreement,
  { lineIds, day }: CopyWish,
): Decision<{ readonly lines: readonly AgreementLine[] }, CopyRefusalCode> {
  if (isSuspendedOn(source.suspension, day)) {
    return refuse('agreement.suspended', { params: { number: source.number, day } });
  }
  if (lineIds === null) return accept({ lines: source.lines.filter(({ stopped }) => !stopped) });
  if (lineIds.some((id) => source.lines.every(({ lineId }) => lineId !== id))) return refuse('agreement.line-unknown');
  const lines = source.lines.filter(({ lineId }) => lineIds.includes(lineId));
  const stopped = lines.find((line) => line.stopped);
  if (stopped !== undefined) return refuse('agreement.line-stopped', { params: { line: stopped.lineNumber } });
  return accept({ lines });
}

function subjectOf({ subject }: Agreement['coverage'][number]): string {
  if (subject.by === 'item-group') return `group ${subject.groupId}`;
  return subject.by === 'category' ? `category ${subject.category}` : `items ${subject.itemIds.toSorted().join(' ')}`;
}

function isWithin(day: string, from: string, to: string | null): boolean {
  return from <= day && (to === null || day <= to);
}
