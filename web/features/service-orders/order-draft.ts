/** What the form of a new order holds, and the order that the API takes. */
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { expenseOf, saysNothing } from './expense-draft.ts';
import { lineOf } from './line-draft.ts';
import type { LineDraft } from './line-draft.ts';
import { repairOf } from './repair-draft.ts';
import type { RepairDraft } from './repair-draft.ts';
import { noTerms, termsOf } from './header-draft.ts';
import type { TermsDraft } from './header-draft.ts';

export interface OrderDraft extends TermsDraft {
  readonly customerId: string;
  readonly siteId: string;
  readonly contactId: string;
  readonly billToCustomerId: string;
  readonly orderType: string;
  readonly priority: string;
  /** A policy, `noSla`, or empty for that of the order type. */
  readonly sla: string;
  readonly customerOrderNumber: string;
  readonly description: string;
  readonly lines: readonly LineDraft[];
  /** The same lines as long as they are only those of the order type. */
  readonly linesOfType: readonly LineDraft[];
  readonly repair: RepairDraft | null;
}

/** Chosen for an order that shall have no SLA at all; no policy has such an id. */
export const noSla = '(none)';

const noLines: readonly LineDraft[] = [];

export function newOrderDraft(): OrderDraft {
  return {
    customerId: '',
    siteId: '',
    contactId: '',
    billToCustomerId: '',
    orderType: '',
    priority: '',
    sla: '',
    customerOrderNumber: '',
    description: '',
    lines: noLines,
    linesOfType: noLines,
    repair: null,
    ...noTerms,
  };
}

/** Another order type: its lines come in the place of those of the type before, and leave alone what somebody entered. */
export function ofType(draft: OrderDraft, orderType: string, lines: readonly LineDraft[]): Partial<OrderDraft> {
  return draft.lines === draft.linesOfType ? { orderType, lines, linesOfType: lines } : { orderType };
}

/** The expense of a line as it is sent: null for a line that has none, undefined while its amount cannot be read. */
export function expenseOfLine({ type, expense }: LineDraft, places: number) {
  if (type !== 'expense') return null;
  const said = expenseOf(expense, places);
  return said !== undefined && saysNothing(said) ? null : said;
}

/**
 * The order as it is sent; what is empty is left out, so that the API's own choice holds.
 * @param places of the currency of expenses
 */
export function orderOf(draft: OrderDraft, places: number) {
  const said = Object.fromEntries(Object.entries(termsOf(draft)).filter(([, value]) => value !== null));
  const given = {
    siteId: textOrNothing(draft.siteId),
    contactId: textOrNothing(draft.contactId),
    billToCustomerId: textOrNothing(draft.billToCustomerId),
    orderType: textOrNothing(draft.orderType),
    priority: textOrNothing(draft.priority),
    slaPolicyId: draft.sla === noSla ? null : textOrNothing(draft.sla),
    customerOrderNumber: textOrNothing(draft.customerOrderNumber),
    description: textOrNothing(draft.description),
  };
  const named = Object.fromEntries(Object.entries({ ...given, ...said }).filter(([, value]) => value !== undefined));
  const isLeftToType = draft.orderType === '' && draft.lines.length === 0;
  return {
    customerId: draft.customerId,
    ...named,
    ...(isLeftToType ? {} : { lines: draft.lines.map((line) => withExpense(line, places)) }),
    ...(draft.repair === null ? {} : repairing(repairOf(draft.repair))),
  };
}

function withExpense(line: LineDraft, places: number) {
  const expense = expenseOfLine(line, places);
  return { ...lineOf(line), ...(expense && { expense }) };
}

/** The order is about the object that is to be repaired. */
function repairing(line: ReturnType<typeof repairOf>) {
  const { objectId } = line;
  return { repairLines: [line], ...(objectId === null ? {} : { objects: [{ objectId, reference: null }] }) };
}
