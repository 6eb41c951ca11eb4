/** Lines that an order takes from elsewhere: from an agreement or a template, or from another order. */
import type { Agreement, AgreementLine } from '../agreements/agreement.ts';
import { linesOn, periodFault } from '../agreements/use.ts';
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { NewLine } from './lines.ts';
import type { OrderLine } from './order.ts';
import { namedBy, noRelations, type Relations } from './relations.ts';

/** What is taken: the ticked lines, or all that may be when none are named. */
export interface LinesWish {
  readonly lineIds: readonly string[] | null;
  /** The objects and tasks that the lines name come too; of a template all of them always do. */
  readonly withRelations: boolean;
}

/** A line to be, with the words that rules do not know. */
export type CopiedLine = NewLine & { readonly description?: string | undefined };

export interface Copied {
  readonly lines: readonly CopiedLine[];
  readonly relations: Relations;
}

/** The order that takes the lines. */
export interface TakingOrder {
  readonly customerId: string;
  readonly agreementId: string | null;
  /** The day of its visit, on which the lines have to be agreed. */
  readonly day: string;
  readonly relations: Relations;
}

export type FromAgreementRefusalCode =
  | 'agreement.other-customer'
  | 'agreement.suspended'
  | 'agreement.not-valid'
  | 'agreement.line-unknown'
  | 'agreement.line-stopped'
  | 'agreement.line-not-valid';

/** What an order takes from an agreement or a template. Its own agreement's lines stay known by their numbers. */
export function linesFromAgreement(
  source: Agreement & { readonly agreementId: string },
  order: TakingOrder,
  wish: LinesWish,
): Decision<{ readonly copied: Copied }, FromAgreementRefusalCode> {
  const { number, customerId, templateGroup } = source;
  if (customerId !== null && customerId !== order.customerId) {
    return refuse('agreement.other-customer', { params: { number } });
  }
  const fault = periodFault(source, order.day);
  if (fault !== null) return fault;
  const chosen = chosenOf(source, order.day, wish.lineIds);
  if (!chosen.ok) return chosen;
  const isOwn = source.agreementId === order.agreementId;
  const relations =
    templateGroup !== null ? relationsOf(source) : wish.withRelations ? namedBy(chosen.lines, source) : noRelations;
  const lines = chosen.lines.map((line) => ({
    ...plannedLine(line, order.day),
    agreementLineNumber: isOwn ? line.lineNumber : undefined,
  }));
  return accept({ copied: { lines: lines.map((line) => asRelated(line, order.relations, relations)), relations } });
}

/** The relations of an agreement, which are made anew on its orders. */
export function relationsOf({ objects, tasks }: Relations): Relations {
  return { objects, tasks };
}

function chosenOf(
  source: Agreement,
  day: string,
  lineIds: readonly string[] | null,
): Decision<{ readonly lines: readonly AgreementLine[] }, FromAgreementRefusalCode> {
  const running = linesOn(source, day);
  if (lineIds === null) return accept({ lines: running });
  if (lineIds.some((id) => source.lines.every(({ lineId }) => lineId !== id))) return refuse('agreement.line-unknown');
  const lines = source.lines.filter(({ lineId }) => lineIds.includes(lineId));
  const idle = lines.find((line) => !running.includes(line));
  if (idle === undefined) return accept({ lines });
  if (idle.stopped) return refuse('agreement.line-stopped', { params: { line: idle.lineNumber } });
  return refuse('agreement.line-not-valid', { params: { line: idle.lineNumber, day } });
}

function plannedLine(line: AgreementLine, workDate: string): CopiedLine {
  const { type, category, quantity: plannedQuantity } = line;
  return { type, category, plannedQuantity, workDate, ...namesOf(line), description: line.description ?? undefined };
}

export type FromOrderRefusalCode = 'order.other-customer' | 'order.line-unknown' | 'order.line-cancelled';

/** An order that lines are copied from. */
export interface SourceOrder {
  readonly number: string;
  readonly customerId: string;
  readonly lines: readonly (OrderLine & { readonly description: string | null })[];
  readonly relations: Relations;
}

/** What an order takes from another one of its customer: as planned again, on its own day. Cancelled lines stay behind. */
export function linesFromOrder(
  source: SourceOrder,
  order: TakingOrder,
  { lineIds, withRelations }: LinesWish,
): Decision<{ readonly copied: Copied }, FromOrderRefusalCode> {
  const { number, customerId } = source;
  if (customerId !== order.customerId) return refuse('order.other-customer', { params: { number } });
  if (lineIds?.some((id) => source.lines.every(({ lineId }) => lineId !== id)) === true) {
    return refuse('order.line-unknown');
  }
  const ticked = source.lines.filter(({ lineId }) => lineIds === null || lineIds.includes(lineId));
  const cancelled = ticked.find(({ status }) => status === 'cancelled');
  if (lineIds !== null && cancelled !== undefined) {
    return refuse('order.line-cancelled', { params: { line: cancelled.lineNumber } });
  }
  const chosen = ticked.filter(({ status }) => status !== 'cancelled');
  const relations = withRelations ? namedBy(chosen, source.relations) : noRelations;
  const lines = chosen.map((line): CopiedLine => {
    const { type, category, chargeable, extra, plainItem, description } = line;
    const plannedQuantity = line.plannedQuantity ?? line.quantity ?? undefined;
    const words = { description: description ?? undefined };
    const taken = { type, category, chargeable, extra, plainItem, plannedQuantity, workDate: order.day };
    return { ...taken, ...namesOf(line), ...words };
  });
  return accept({ copied: { lines: lines.map((line) => asRelated(line, order.relations, relations)), relations } });
}

function namesOf({
  itemId,
  technicianId,
  objectId,
  task,
}: Pick<OrderLine, 'itemId' | 'technicianId' | 'objectId' | 'task'>) {
  return {
    itemId: itemId ?? undefined,
    technicianId: technicianId ?? undefined,
    objectId: objectId ?? undefined,
    task: task ?? undefined,
  };
}

/** A line names only what is related to its order then; what is not comes without. */
function asRelated(line: CopiedLine, own: Relations, coming: Relations): CopiedLine {
  const isObject = [...own.objects, ...coming.objects].some(({ objectId }) => objectId === line.objectId);
  const isTask = [...own.tasks, ...coming.tasks].some(({ task }) => task === line.task);
  return { ...line, objectId: isObject ? line.objectId : undefined, task: isTask ? line.task : undefined };
}
