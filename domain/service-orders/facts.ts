/** What can happen to a service order, as facts: stored as its events, folded by `evolve`. */
import type { Instant } from '../shared/instant.ts';
import type { SlaClock } from '../sla/clock.ts';
import type { ApprovalWay, OverLimit } from './approval.ts';
import type { Confirmation, ConfirmationKind } from './confirmations.ts';
import type { PreferredTime } from './header.ts';
import type { LineStatus, OrderLine, OrderVisit, PendingCommand, Progress, RepairLine } from './order.ts';
import type { OpenQuote } from './quotes.ts';
import type { StageReader } from './stage-model.ts';

export interface PartsOfLine {
  readonly lineId: string;
  readonly reserved: number;
  readonly missing: number;
  readonly issued: number;
}

/** What a line was posted for. */
export interface PostedLine {
  readonly lineId: string;
  readonly amountMinor: number;
  readonly costMinor: number;
  /** Absent where an agreement paid nothing of it. */
  readonly coveredMinor?: number;
}

interface ExtraJudged {
  readonly lineIds: readonly string[];
  readonly how: ApprovalWay;
  readonly quoteId: string | null;
}

interface OrderFileNamed {
  readonly orderFileId: string;
  readonly fileId: string;
  readonly sha256: string;
  readonly lineId: string | null;
  readonly forCustomer: boolean;
}

interface QuoteNamed {
  readonly quoteId: string;
  readonly number: string;
}

interface QuoteAnswered extends QuoteNamed {
  readonly how: ApprovalWay;
  readonly lineIds: readonly string[];
}

export type PlannedVisit = Omit<OrderVisit, 'status'>;

export interface StageChanged {
  readonly commandId: string;
  readonly command: 'changeStage' | 'cancel' | 'revoke' | 'reopen';
  readonly from: string;
  readonly to: string;
  /** The move goes back to where the order came from. */
  readonly back: boolean;
  readonly end: 'none' | 'done' | 'cancelled';
  readonly remembersOrigin: boolean;
  readonly reasonCode: string | null;
  readonly waitingFor: string | null;
  readonly until: Instant | null;
  readonly progress: Progress;
  readonly sla: SlaClock | null;
  /** Of other targets; absent: as they were. */
  readonly clocks?: readonly SlaClock[];
  readonly parts: readonly PartsOfLine[];
  readonly reserves: boolean;
  readonly visit: PlannedVisit | null;
  readonly finishedVisits: readonly string[];
  readonly closesAt: Instant | null;
  readonly warnings: readonly string[];
  /** Who is told of it, and the stage as people call it. */
  readonly tells: readonly StageReader[];
  readonly stageName: string;
}

/** The stage that was gone, the one that the order stands in now, and the clocks after it. */
interface MappedStage {
  readonly from: string;
  readonly fromName: string;
  readonly to: string;
  readonly toName: string;
  readonly end: StageChanged['end'];
  readonly sla: SlaClock | null;
  readonly clocks: readonly SlaClock[];
  readonly warnings: readonly string[];
}

interface FactData {
  headerChanged: {
    readonly orderType: string;
    readonly priority: string;
    readonly customerId: string;
    readonly billToCustomerId: string;
    readonly siteId: string | null;
    readonly contactId: string | null;
    readonly customerOrderNumber: string | null;
    readonly notToExceedMinor: number | null;
    readonly responsibleId?: string | null;
    readonly preferredTechnicianId?: string | null;
    readonly preferred?: PreferredTime | null;
  };
  lineAdded: { readonly line: OrderLine; readonly progress: Progress };
  lineChanged: { readonly line: OrderLine; readonly progress: Progress };
  relationsChanged: { readonly objects: readonly string[]; readonly tasks: readonly string[] };
  /** The customer's word on extra work; what became of the lines is told by facts of their own. */
  extraApproved: ExtraJudged;
  extraRejected: ExtraJudged;
  limitExceeded: OverLimit;
  quoteIssued: OpenQuote & { readonly currency: string; readonly netMinor: number };
  quoteApproved: QuoteAnswered;
  quoteRejected: QuoteAnswered;
  quoteExpired: QuoteNamed;
  quoteWithdrawn: QuoteNamed;
  repairLineAdded: { readonly repairLine: RepairLine };
  repairLineChanged: { readonly repairLine: RepairLine };
  rated: { readonly rating: number };
  noteAdded: { readonly noteId: string; readonly kind: string };
  expensePaidBack: {
    readonly line: OrderLine;
    readonly payBackTo: string | null;
    readonly paidMinor: number | null;
    readonly paidBackAt: Instant;
  };
  expensePayBackUndone: { readonly line: OrderLine };
  fileAdded: OrderFileNamed;
  fileChanged: OrderFileNamed;
  fileRemoved: OrderFileNamed;
  effectsBegun: { readonly pending: PendingCommand };
  /** What followed a command's outcome is done. */
  effectsEnded: { readonly command: string; readonly commandId: string };
  effectsUndone: { readonly command: string; readonly commandId: string };
  commandRefused: {
    readonly command: string;
    readonly commandId: string;
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
    /** What is left to undo of it. */
    readonly undoing: PendingCommand | null;
  };
  stageChanged: StageChanged;
  /** The order goes on in another version of its stage model, in the stage where it stands or where a mapping sends it. */
  stageModelChanged: {
    readonly stageModelId: string;
    readonly fromVersion: number;
    readonly toVersion: number;
    readonly cameFrom: readonly string[];
    /** What the version makes of the lines; absent of an order that was moved before this was looked at. */
    readonly progress?: Progress;
    /** Absent of an order that keeps its stage. */
    readonly mapped?: MappedStage;
  };
  visitPlanned: PlannedVisit & { readonly commandId: string };
  visitChanged: {
    readonly visitId: string;
    readonly technicianId: string;
    readonly technicianNumber: string | null;
    readonly status: string;
    readonly proposedLines: readonly OrderLine[];
  };
  partsChanged: { readonly commandId: string | null; readonly parts: readonly PartsOfLine[] };
  signedOff: {
    readonly signedAt: Instant;
    readonly signatureFileId: string | null;
    readonly signatureSha256: string | null;
    readonly noSignatureReasonCode: string | null;
    readonly documentSha256: string | null;
    readonly slaReasonCode: string | null;
    readonly compliancePercent: number | null;
    readonly sla: SlaClock | null;
    readonly clocks?: readonly SlaClock[];
  };
  /** Some lines were accepted before the others, or after the order was. */
  linesSigned: {
    readonly lineIds: readonly string[];
    readonly signedAt: Instant;
    readonly signatureFileId: string | null;
    readonly signatureSha256: string | null;
    readonly noSignatureReasonCode: string | null;
    readonly documentSha256: string | null;
  };
  linesUnsigned: {
    readonly lineIds: readonly string[];
    readonly reasonCode: string;
    /** The version of the sign-off that was taken back; absent: of all. */
    readonly signOff?: number;
  };
  confirmed: Confirmation;
  confirmationUndone: { readonly kind: ConfirmationKind; readonly signedAt: Instant };
  signOffUndone: {
    readonly signedAt: Instant;
    readonly reasonCode: string;
    readonly sla: SlaClock | null;
    readonly clocks?: readonly SlaClock[];
    /** The version of the sign-off, where lines that others accepted stay so; absent: all was taken back. */
    readonly signOff?: number;
    readonly lineIds?: readonly string[];
  };
  posted: {
    readonly commandId: string;
    readonly proposalId: string | null;
    readonly currency: string | null;
    readonly progress: Progress;
    readonly lines: readonly PostedLine[];
    readonly parts: readonly PartsOfLine[];
  };
  invoiced: { readonly invoiceId: string; readonly invoiceNumber: string };
  slaWarned: { readonly target: string; readonly at: Instant; readonly dueAt: Instant; readonly sla: SlaClock };
  slaBreached: { readonly target: string; readonly at: Instant; readonly dueAt: Instant; readonly sla: SlaClock };
  waitingOverdue: { readonly until: Instant };
  closed: { readonly stage: string; readonly progress: Progress };
}
export type OrderFactName = keyof FactData;
export type OrderFact = {
  [Name in OrderFactName]: { readonly name: Name; readonly data: FactData[Name] };
}[OrderFactName];
/** The data of one kind of fact. */
export type OrderFactData<Name extends OrderFactName> = FactData[Name];

/** The status that a line takes when its order is cancelled, and takes back when that is revoked. */
export function cancelledLine(line: OrderLine): OrderLine {
  if (line.status === 'cancelled' || line.status === 'posted') return line;
  return { ...line, status: 'cancelled', restoreStatus: line.status };
}

/** The line as it was before its order was cancelled; lines that were cancelled by themselves stay so. */
export function restoredLine(line: OrderLine): OrderLine {
  if (line.restoreStatus === null) return line;
  const status: LineStatus = line.restoreStatus;
  return { ...line, status, restoreStatus: null };
}
