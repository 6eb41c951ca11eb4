/** What other services are asked for, worked out from an order: which calls, in which order, for which lines. */
import { addQuantities, compareQuantities } from '../shared/quantity.ts';
import type { DecisionContext, VisitWish } from './commands.ts';
import { limitOfPosting } from './extra-work.ts';
import {
  isOpenVisit,
  signedLines,
  wantsParts,
  type OrderLine,
  type PendingCommand,
  type ServiceOrder,
  type WantedEffect,
} from './order.ts';
import { stageOf, type StageAutomation } from './stage-model.ts';
import { agreedPriceOf } from './quotes.ts';

export interface StageEffects {
  /** The command waits for these. */
  readonly doing: readonly WantedEffect[];
  /** These follow the outcome, without limit. */
  readonly following: readonly WantedEffect[];
  readonly reserves: boolean;
}

/** What the automations of a stage come to for this order; nothing is asked for that has nothing to do. */
export function effectsOfStage(
  order: ServiceOrder,
  automations: readonly StageAutomation[],
  visit: VisitWish | null,
  context: Pick<DecisionContext, 'at' | 'newId'>,
): StageEffects {
  const has = (automation: StageAutomation) => automations.includes(automation);
  const doing: WantedEffect[] = [];
  const following: WantedEffect[] = [];
  const openVisits = order.visits.some(isOpenVisit);
  if (has('reserve') && order.lines.some((line) => lacksReservation(line) || line.missing > 0))
    doing.push(setReservations(order, wantedParts(order.lines)));
  if (has('visit') && visit) doing.push(planVisit(order, visit, context));
  if (has('issue')) doing.push(...issueUsed(order, false));
  if (has('finish-visits') && openVisits) doing.push({ name: 'finishVisits', after: [], input: { at: context.at } });
  if (has('release') && order.reserves) following.push(setReservations(order, []));
  if (has('cancel-visits') && openVisits)
    following.push({ name: 'cancelVisits', after: [], input: { at: context.at } });
  return { doing, following, reserves: has('reserve') || (order.reserves && !has('release')) };
}

/** Visits that are open again because their end was taken back, after the order was cancelled: nobody else would end them. */
export function visitsLeft(
  { stage }: ServiceOrder,
  undone: PendingCommand,
  { at, model }: Pick<DecisionContext, 'at' | 'model'>,
): readonly WantedEffect[] {
  const { end, onEntry } = stageOf(model, stage);
  const isLeft = end === 'cancelled' && onEntry.includes('cancel-visits');
  const isOpenAgain = undone.effects.some(({ name }) => name === 'finishVisits');
  return isLeft && isOpenAgain ? [{ name: 'cancelVisits', after: [], input: { at } }] : [];
}

/** A further visit, or the first. */
export function planVisit(
  order: ServiceOrder,
  visit: VisitWish,
  context: Pick<DecisionContext, 'newId'>,
): WantedEffect {
  const { overlapReasonCode = null, ...appointment } = visit;
  const input = {
    ...appointment,
    overlapReasonCode,
    customerId: order.customerId,
    orderNumber: order.number,
    visitId: context.newId(),
  };
  return { name: 'planVisit', after: [], input };
}

/** The whole set of parts that the order wants reserved; an empty one gives everything back. */
export function setReservations(order: ServiceOrder, lines: readonly WantedPart[]): WantedEffect {
  return { name: 'setReservations', after: [], input: { orderVersion: order.version + 1, lines } };
}

/** Whether a call of setReservations asks for exactly these parts. */
export function asksFor({ input }: WantedEffect, parts: readonly WantedPart[]): boolean {
  const asked = Array.isArray(input['lines']) ? input['lines'] : [];
  const isAsked = (part: WantedPart) =>
    asked.some(
      (line: WantedPart) =>
        line.lineId === part.lineId && line.itemId === part.itemId && line.quantity === part.quantity,
    );
  return asked.length === parts.length && parts.every(isAsked);
}

export interface WantedPart {
  readonly lineId: string;
  readonly itemId: string;
  readonly quantity: number;
}

/** The line's whole quantity, what was issued of it included. */
export function wantedQuantity(line: OrderLine): number {
  return line.quantity ?? line.plannedQuantity ?? 0;
}

/** A line that wants its parts set aside: every item line but a plain one. */
function wantsReserved(line: OrderLine): boolean {
  return wantsParts(line) && !line.plainItem;
}

/** Whether the line's parts are neither set aside nor issued as the line wants them now. */
export function lacksReservation(line: OrderLine): boolean {
  const wanted = wantsReserved(line) ? wantedQuantity(line) : line.issued;
  return compareQuantities(wanted, addQuantities(line.issued, line.reserved, line.missing)) !== 0;
}

export function wantedParts(lines: readonly OrderLine[]): readonly WantedPart[] {
  return partsOfLines(lines.filter(wantsReserved));
}

function partsOfLines(lines: readonly OrderLine[]): readonly WantedPart[] {
  return lines.flatMap((line) => {
    const quantity = wantedQuantity(line);
    return wantsParts(line) && line.itemId !== null && quantity > 0
      ? [{ lineId: line.lineId, itemId: line.itemId, quantity }]
      : [];
  });
}

/** Parts that were reported used and have not left the stock yet; those of plain items leave it with all the others. */
export function issueUsed(order: ServiceOrder, all: boolean): readonly WantedEffect[] {
  const unissued = (line: OrderLine) =>
    line.status === 'confirmed' && compareQuantities(wantedQuantity(line), line.issued) > 0;
  const lines = partsOfLines(order.lines.filter((line) => unissued(line) && (all || !line.plainItem)));
  return lines.length > 0
    ? [{ name: 'issueParts', after: [], input: { orderVersion: order.version + 1, lines, all } }]
    : [];
}

/** The lines that posting would post: confirmed by a person, accepted by the customer, not posted yet. */
export function postable(order: Pick<ServiceOrder, 'lines'>): readonly OrderLine[] {
  return signedLines(order);
}

/** A line as it is priced; what was quoted and approved keeps its price. */
export function billable(line: OrderLine) {
  const { lineId, type, category, itemId, technicianId, chargeable, workDate } = line;
  const agreed = agreedPriceOf(line);
  const priced = { lineId, type, category, itemId, technicianId, quantity: wantedQuantity(line), chargeable, workDate };
  return agreed === null ? priced : { ...priced, agreed };
}

/** Posting: what is not issued yet, and then the lines with their prices and their proposal. */
export function effectsOfPosting(
  order: ServiceOrder,
  lines: readonly OrderLine[],
  { at: postedAt, coverage = [] }: Pick<DecisionContext, 'at' | 'coverage'>,
): readonly WantedEffect[] {
  const issue = issueUsed({ ...order, lines }, true);
  const { companyId, customerId, billToCustomerId, customerOrderNumber, number: orderNumber } = order;
  const limit = limitOfPosting(order, lines);
  const party = { companyId, customerId, billToCustomerId, customerOrderNumber, orderNumber };
  return [
    ...issue,
    {
      name: 'postLines',
      after: issue.map((effect) => effect.name),
      input: {
        ...{ ...party, lines: lines.map(billable), ...(limit && { limit }), postedAt },
        ...(coverage.length === 0 ? {} : { coverage }),
      },
    },
  ];
}

/** The pending command that these effects make; null without any. */
export function pendingOf(
  command: string,
  phase: PendingCommand['phase'],
  effects: readonly WantedEffect[],
  { key, now, budgetMs }: Pick<DecisionContext, 'key' | 'now' | 'budgetMs'>,
): PendingCommand | null {
  return effects.length > 0 ? { id: key, command, phase, decidedAt: now, budgetMs, effects } : null;
}
