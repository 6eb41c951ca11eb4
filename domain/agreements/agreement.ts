/** Agreements: what was agreed with a customer to be done, from when until when, and what of it is paid for already. */
import { accept, refuse, type Decision, type Refused } from '../shared/decision.ts';
import { repeated } from '../shared/distinct.ts';
import { said, type ChangeOf } from '../shared/numbered.ts';
import { compareQuantities, isQuantity } from '../shared/quantity.ts';
import { coverageFault, type CoverageRule } from './coverage.ts';

/** The four types of lines, as orders have them. */
export type AgreementLineType = 'hour' | 'expense' | 'item' | 'fee';

/** A planned consumption: what a visit uses of it. */
export interface AgreementLine {
  readonly lineId: string;
  readonly lineNumber: number;
  readonly type: AgreementLineType;
  readonly category: string;
  readonly itemId: string | null;
  readonly technicianId: string | null;
  readonly quantity: number;
  readonly description: string | null;
  /** The related object on which it is done, or null. */
  readonly objectId: string | null;
  /** The code of the related task that it belongs to, or null. */
  readonly task: string | null;
  readonly startsOn: string;
  /** The last day, or null while it is open. */
  readonly endsOn: string | null;
  readonly stopped: boolean;
}

/** That an object is covered by the agreement. */
export interface ObjectRelation {
  readonly objectId: string;
  readonly reference: string | null;
}

/** A task that is done under the agreement, with a note for the technician and one that the customer reads. */
export interface TaskRelation {
  readonly task: string;
  readonly name: string;
  readonly internalNote: string | null;
  readonly customerNote: string | null;
}

/** Days on which nothing is done and nothing is covered. */
export interface Suspension {
  readonly from: string;
  /** The last day, or null until it is resumed. */
  readonly to: string | null;
  readonly reason: string;
}

export interface Agreement {
  readonly number: string;
  readonly name: string;
  /** Who is served; null only for a template that is nobody's. */
  readonly customerId: string | null;
  readonly siteId: string | null;
  /** Who gets the invoices; null for the customer's own bill-to customer. */
  readonly billToCustomerId: string | null;
  readonly groupId: string | null;
  /** Under what it is found as a template; null for an agreement that is none. */
  readonly templateGroup: string | null;
  readonly startsOn: string;
  /** The last day, or null while it is open. */
  readonly endsOn: string | null;
  readonly suspension: Suspension | null;
  readonly slaPolicyId: string | null;
  readonly preferredTechnicianId: string | null;
  /** Who of the staff answers for it, and for its orders where they name nobody else. */
  readonly responsibleId: string | null;
  readonly objects: readonly ObjectRelation[];
  readonly tasks: readonly TaskRelation[];
  readonly lines: readonly AgreementLine[];
  readonly coverage: readonly CoverageRule[];
}

/** A kind of agreement, with the SLA that its new agreements begin with. */
export interface AgreementGroup {
  readonly name: string;
  readonly slaPolicyId: string | null;
  readonly active: boolean;
}

export type AgreementRefusalCode =
  | 'agreement.customer-missing'
  | 'agreement.ends-early'
  | 'agreement.line-invalid'
  | 'agreement.line-unrelated'
  | 'agreement.relation-twice'
  | 'agreement.coverage-invalid'
  | 'agreement.template-with-orders'
  | 'agreement.year-fixed';

type NewAgreement = ChangeOf<Agreement> & Pick<Agreement, 'number' | 'name' | 'customerId' | 'startsOn'>;

/** A new agreement; without an SLA of its own it begins with that of its group. */
export function newAgreement(input: NewAgreement, group: AgreementGroup | undefined): Agreement {
  return {
    ...{ siteId: null, billToCustomerId: null, groupId: null, templateGroup: null, endsOn: null, suspension: null },
    ...{ slaPolicyId: group?.slaPolicyId ?? null, preferredTechnicianId: null, responsibleId: null },
    ...{ objects: [], tasks: [], lines: [], coverage: [] },
    ...said(input),
  };
}

/** What a person changes of an agreement; a field that is left out stays. Customer and number stay for ever. */
export type AgreementChange = ChangeOf<Omit<Agreement, 'number' | 'customerId' | 'suspension'>>;

/**
 * The agreement after a change. It becomes a template only while no order was made from it; and where orders share limits in a year of
 * it, its years begin on the day on which they always did.
 */
export function changeAgreement(
  before: Agreement,
  change: AgreementChange,
  hasOrders: boolean,
): Decision<{ readonly after: Agreement }, AgreementRefusalCode> {
  const after: Agreement = { ...before, ...said(change) };
  if (hasOrders && after.templateGroup !== null) return refuse('agreement.template-with-orders');
  if (hasOrders && movesYears(before, after)) return refuse('agreement.year-fixed');
  return checkAgreement(after) ?? accept({ after });
}

/** Whether its years would begin on another day, so that what orders took of one of them were forgotten. */
function movesYears(before: Agreement, after: Agreement): boolean {
  const coverage = [...before.coverage, ...after.coverage];
  return (
    coverage.some(({ limit }) => limit?.per === 'agreement-year') &&
    before.startsOn.slice(4) !== after.startsOn.slice(4)
  );
}

/** Why the agreement makes no sense, or null. */
export function checkAgreement(agreement: Agreement): Refused<AgreementRefusalCode> | null {
  const { startsOn, endsOn, customerId, templateGroup, objects, tasks, lines, coverage } = agreement;
  if (customerId === null && templateGroup === null) return refuse('agreement.customer-missing');
  if (endsOn !== null && endsOn < startsOn) return refuse('agreement.ends-early');
  const twice = repeated(objects.map(({ objectId }) => objectId)) ?? repeated(tasks.map(({ task }) => task));
  if (twice !== null) return refuse('agreement.relation-twice', { params: { relation: twice } });
  for (const line of lines) {
    const fault = lineFault(line);
    if (fault !== null) return refuse('agreement.line-invalid', { params: { line: line.lineNumber, fault } });
    if (!isRelated(agreement, line)) return refuse('agreement.line-unrelated', { params: { line: line.lineNumber } });
  }
  const fault = coverageFault(coverage);
  return fault === null ? null : refuse('agreement.coverage-invalid', { params: fault });
}

/** A fee is nobody's work; an item line names its item, and no other does. */
function lineFault(line: AgreementLine): string | null {
  if (line.type === 'item' && line.itemId === null) return 'item-missing';
  if (line.type !== 'item' && line.itemId !== null) return 'item-forbidden';
  if (line.type === 'fee' && line.technicianId !== null) return 'technician-forbidden';
  if (!isQuantity(line.quantity) || compareQuantities(line.quantity, 0) <= 0) return 'quantity-invalid';
  return line.endsOn !== null && line.endsOn < line.startsOn ? 'ends-early' : null;
}

/** A line is done on objects and for tasks that the agreement is related to. */
function isRelated({ objects, tasks }: Pick<Agreement, 'objects' | 'tasks'>, line: AgreementLine): boolean {
  const hasObject = line.objectId === null || objects.some(({ objectId }) => objectId === line.objectId);
  return hasObject && (line.task === null || tasks.some(({ task }) => task === line.task));
}
