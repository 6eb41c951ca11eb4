/** A service order as its rules see it: the row and its lines, JSON-safe. Names, words and pictures stay in rows. */
import type { Instant } from '../shared/instant.ts';
import type { SlaClock } from '../sla/clock.ts';
import type { SlaTarget } from '../sla/target.ts';
import type { LineApproval, OverLimit } from './approval.ts';
import type { LineExpense } from './expenses.ts';
import type { Confirmation } from './confirmations.ts';
import type { OpenQuote } from './quotes.ts';
import type { GivenSignOff } from './sign-offs.ts';

export type LineType = 'hour' | 'expense' | 'item' | 'fee';
/** `proposed` lines post only once someone confirms them (recorded times), or the customer approves them (`extra`). */
export type LineStatus = 'planned' | 'proposed' | 'confirmed' | 'posted' | 'cancelled';
/** Vector V6: from the lines, and from the stage where they leave it open (progress.ts). */
export type Progress = 'in-process' | 'posted' | 'cancelled';

export interface OrderLine {
  readonly lineId: string;
  readonly lineNumber: number;
  readonly type: LineType;
  readonly category: string;
  readonly status: LineStatus;
  /** What the line was before its order was cancelled; revoking brings it back. */
  readonly restoreStatus: LineStatus | null;
  readonly chargeable: boolean;
  readonly itemId: string | null;
  readonly technicianId: string | null;
  /** The related object on which it is done, and the code of the related task that it belongs to. */
  readonly objectId: string | null;
  readonly task: string | null;
  /** The line of the order's agreement that it was taken from. */
  readonly agreementLineNumber: number | null;
  readonly plannedQuantity: number | null;
  /** What was used. */
  readonly quantity: number | null;
  /** Local date whose prices hold. */
  readonly workDate: string;
  readonly reserved: number;
  readonly missing: number;
  readonly issued: number;
  readonly amountMinor: number | null;
  readonly costMinor: number | null;
  /** Work beyond what was agreed: nothing is done with it before the customer's word. */
  readonly extra: boolean;
  readonly approval: LineApproval | null;
  /** What the agreement paid of its price once it is posted; `amountMinor` is what is charged beside. */
  readonly coveredMinor: number | null;
  /** The order that it was moved to: here it stays cancelled. */
  readonly movedTo: string | null;
  /** What is said of an expense; null on other lines, and where nothing is. */
  readonly expense: LineExpense | null;
  /** Its category asks for a receipt as the set-up is now; absent where nobody looked. */
  readonly receiptRequired?: boolean;
  /** Of an item: nothing is reserved for it, it leaves the stock with its posting. Any other item line is a requirement. */
  readonly plainItem: boolean;
  /** Its part is on order somewhere else, until it is delivered or that order is withdrawn. */
  readonly orderedOutside: OrderedOutside | null;
  /** When the customer accepted it; it stays as it is then, until that is taken back. */
  readonly signedAt: Instant | null;
}

/** A purchase that Callout does not know more of. */
export interface OrderedOutside {
  readonly reference: string;
  readonly at: Instant;
  /** Who said so. */
  readonly by: string;
}

export interface RepairLine {
  readonly repairLineId: string;
  readonly lineNumber: number;
  readonly objectId: string | null;
  readonly condition: string | null;
  readonly symptom: string | null;
  readonly diagnosis: string | null;
  readonly resolution: string | null;
  readonly technicianId: string | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
}

export interface OrderVisit {
  readonly visitId: string;
  readonly technicianId: string;
  /** What operators know the technician by; null until it is known here. */
  readonly technicianNumber: string | null;
  readonly status: string;
}

export interface Waiting {
  readonly on: string;
  readonly until: Instant | null;
  readonly since: Instant;
  /** `until` has passed and was noticed. */
  readonly overdue: boolean;
}

export interface SignOff {
  readonly signedAt: Instant;
  readonly signatureFileId: string | null;
  readonly noSignatureReasonCode: string | null;
  /** Of what was signed; absent in what was signed before it was kept. */
  readonly documentSha256?: string | null;
  /** Why the SLA was missed, and the share of its time that was used. */
  readonly slaReasonCode?: string | null;
  readonly compliancePercent?: number | null;
}

/** What other services are asked for, by name; the calls themselves are the contract of contracts/workflows/effects.ts. */
export type EffectName =
  | 'setReservations'
  | 'issueParts'
  | 'planVisit'
  | 'finishVisits'
  | 'cancelVisits'
  | 'postLines'
  | 'priceOrder'
  | 'proposeInvoice';

/** One call wanted of another service; `input` is filled in by its contract, beside key and order. */
export interface WantedEffect {
  readonly name: EffectName;
  readonly after: readonly EffectName[];
  readonly input: Readonly<Record<string, unknown>>;
}

export interface PendingCommand {
  readonly id: string;
  readonly command: string;
  readonly phase: 'doing' | 'following' | 'undoing';
  readonly decidedAt: Instant;
  readonly budgetMs: number;
  readonly effects: readonly WantedEffect[];
}

export interface LastRefusal {
  readonly at: Instant;
  readonly command: string;
  readonly code: string;
}

export interface ServiceOrder {
  readonly id: string;
  readonly number: string;
  readonly companyId: string;
  readonly version: number;
  readonly orderType: string;
  readonly priority: string;
  readonly customerId: string;
  readonly billToCustomerId: string;
  readonly siteId: string | null;
  readonly contactId: string | null;
  readonly customerOrderNumber: string | null;
  readonly stage: string;
  readonly cameFrom: readonly string[];
  /** Every stage that the order was in, in its order, the present one last; a stage entered again is there again. */
  readonly entered: readonly string[];
  readonly waiting: Waiting | null;
  readonly progress: Progress;
  readonly submittedAt: Instant;
  /** Fed in recorded time: no timer is armed and nobody is told. */
  readonly recordedTime: boolean;
  /** The clock of the target to resolve. */
  readonly sla: SlaClock | null;
  /** The clocks of other targets that have begun. */
  readonly clocks: readonly SlaClock[];
  /** What the other targets are, by the policy and the priority that the order began with. */
  readonly slaTargets: readonly SlaTarget[];
  readonly signOff: SignOff | null;
  /** Every acceptance that was given, of lines or of the order, those that were taken back too; the oldest first. */
  readonly signOffs: readonly GivenSignOff[];
  /** Sign-offs of our own beside the customer's acceptance. */
  readonly confirmations: readonly Confirmation[];
  /** Posting waits for the office's review: what the set-up said when the order was made. */
  readonly needsReview: boolean;
  /** The net amount that lines without the customer's word may not go beyond; in the company's currency. */
  readonly notToExceedMinor: number | null;
  /** What the last posting found beyond it, until lines or amount change. */
  readonly overLimit: OverLimit | null;
  /** Quotes that the customer has not answered. */
  readonly openQuotes: readonly OpenQuote[];
  readonly proposalId: string | null;
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  /** Parts are reserved for this order, so item lines that change are reserved again. */
  readonly reserves: boolean;
  readonly pending: readonly PendingCommand[];
  readonly lastRefusal: LastRefusal | null;
  /** When the reopening window ends; set while the order is in an end stage. */
  readonly closesAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly lastEventAt: Instant;
  readonly lines: readonly OrderLine[];
  readonly repairLines: readonly RepairLine[];
  readonly visits: readonly OrderVisit[];
}

/** A visit that is still to come or under way. */
export function isOpenVisit(visit: OrderVisit): boolean {
  return visit.status !== 'finished' && visit.status !== 'cancelled';
}

/** Parts that the order has not got in full: on line, order and list, and in the way of posting. */
export function hasMissingParts(order: Pick<ServiceOrder, 'lines'>): boolean {
  return order.lines.some((line) => line.missing > 0 && line.status !== 'cancelled');
}

type Acceptable = Pick<OrderLine, 'status' | 'signedAt'>;
interface Signable<Line extends Acceptable = Acceptable> {
  readonly lines: readonly Line[];
}

/** Work that was done and that the customer has not accepted. */
export function unsignedLines<Line extends Acceptable>({ lines }: Signable<Line>): readonly Line[] {
  return lines.filter(({ status, signedAt }) => status === 'confirmed' && signedAt === null);
}

/** Lines whose acceptance can still be taken back. */
export function signedLines<Line extends Acceptable>({ lines }: Signable<Line>): readonly Line[] {
  return lines.filter(({ status, signedAt }) => status === 'confirmed' && signedAt !== null);
}

/** The customer has accepted the order, and no work has come to it since. */
export function isSignedOff(order: Signable & { readonly signOff: object | null }): boolean {
  return order.signOff !== null && unsignedLines(order).length === 0;
}

/** There is accepted work to post, or nothing that waits to be accepted. */
export function isAcceptedForPosting(order: Signable & { readonly signOff: object | null }): boolean {
  return signedLines(order).length > 0 || isSignedOff(order);
}

/** A line that still wants parts from stock. */
export function wantsParts(line: OrderLine): boolean {
  return line.type === 'item' && line.status !== 'cancelled' && line.status !== 'posted' && line.status !== 'proposed';
}
