/** What a report shows of a service order, folded from the order's events in their sequence. */
import { progressWith } from '../service-orders/progress.ts';
import type { Instant } from '../shared/instant.ts';

export const stageEnds = ['none', 'done', 'cancelled'] as const;
export type StageEnd = (typeof stageEnds)[number];

/** Of a line only what tells whether parts are missing. */
export interface LineState {
  readonly lineId: string;
  readonly status: string;
  readonly missing: number;
}

export interface SlaSummary {
  readonly state: string;
  readonly dueAt: Instant | null;
  readonly warnAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly metAt: Instant | null;
}

export interface WaitingSummary {
  readonly on: string;
  readonly until: Instant | null;
  readonly since: Instant;
  readonly overdue: boolean;
}

export interface OrderSummary {
  readonly orderId: string;
  readonly version: number;
  readonly number: string;
  readonly companyId: string;
  readonly customerId: string;
  readonly billToCustomerId: string;
  readonly customerOrderNumber: string | null;
  readonly orderType: string;
  readonly priority: string;
  readonly stageModelId: string;
  readonly stageModelVersion: number;
  readonly stage: string;
  readonly stageEnd: StageEnd;
  readonly progress: string;
  readonly waiting: WaitingSummary | null;
  readonly sla: SlaSummary | null;
  readonly missingParts: boolean;
  readonly lines: readonly LineState[];
  /** How many repair lines were opened. */
  readonly repairLines: number;
  /** How often the order entered a stage, the first included. */
  readonly stageEntries: number;
  readonly recordedTime: boolean;
  readonly createdAt: Instant;
  readonly submittedAt: Instant;
  readonly signedOffAt: Instant | null;
  readonly invoiceNumber: string | null;
  readonly closedAt: Instant | null;
  readonly lastEventAt: Instant;
  readonly followUpOf: string | null;
  /** When it was done; null while it is not, or is again not. */
  readonly endedAt: Instant | null;
}

interface Header {
  readonly customerId: string;
  readonly billToCustomerId: string;
  readonly customerOrderNumber: string | null;
  readonly orderType: string;
  readonly priority: string;
}

interface MissingOfLine {
  readonly lineId: string;
  readonly missing: number;
}

export interface StageMove {
  readonly command: 'changeStage' | 'cancel' | 'revoke' | 'reopen';
  readonly to: string;
  readonly end: StageEnd;
  readonly waitingFor: string | null;
  readonly until: Instant | null;
  readonly progress: string;
  readonly sla: SlaSummary | null;
  readonly parts: readonly MissingOfLine[];
  readonly lineStatuses: readonly { readonly lineId: string; readonly status: string }[];
}

interface HappeningData {
  readonly created: Header & {
    readonly number: string;
    readonly companyId: string;
    readonly stageModelId: string;
    readonly stageModelVersion: number;
    readonly stage: string;
    readonly progress: string;
    readonly submittedAt: Instant;
    readonly recordedTime: boolean;
    readonly followUpOf: string | null;
    readonly lines: readonly LineState[];
    readonly repairLines: readonly unknown[];
    readonly sla: SlaSummary | null;
  };
  readonly headerChanged: Header;
  readonly lineAdded: { readonly line: LineState; readonly progress: string };
  readonly lineChanged: { readonly line: LineState; readonly progress: string };
  readonly repairLineAdded: object;
  readonly stageChanged: StageMove;
  readonly stageModelChanged: {
    readonly toVersion: number;
    readonly progress?: string | undefined;
    readonly mapped?: { readonly to: string; readonly sla: SlaSummary | null } | undefined;
  };
  readonly visitChanged: { readonly proposedLines: readonly LineState[] };
  readonly partsChanged: { readonly parts: readonly MissingOfLine[] };
  readonly signedOff: { readonly signedAt: Instant; readonly sla: SlaSummary | null };
  readonly signOffUndone: { readonly sla: SlaSummary | null };
  readonly posted: {
    readonly proposalId: string | null;
    readonly progress: string;
    readonly lines: readonly { readonly lineId: string }[];
    readonly parts: readonly MissingOfLine[];
  };
  readonly invoiced: { readonly invoiceNumber: string };
  readonly slaWarned: { readonly target: string };
  readonly slaBreached: { readonly target: string; readonly at: Instant };
  readonly waitingOverdue: object;
  readonly closed: { readonly stage: string; readonly progress: string };
  /** Any other event of an order: it changes nothing that a report shows but the version. */
  readonly other: object;
}

/** An event of an order in the words of this summary. */
export type OrderHappening = {
  [Name in keyof HappeningData]: { readonly name: Name; readonly data: HappeningData[Name] };
}[keyof HappeningData];

export interface HappeningOf {
  readonly orderId: string;
  readonly version: number;
  readonly occurredAt: Instant;
}

/** The order as it begins. */
export function beginSummary(
  data: HappeningData['created'],
  { orderId, version, occurredAt }: HappeningOf,
): OrderSummary {
  const lines = withLines([], data.lines);
  return {
    orderId,
    version,
    number: data.number,
    companyId: data.companyId,
    ...header(data),
    ...{ stageModelId: data.stageModelId, stageModelVersion: data.stageModelVersion },
    ...{ stage: data.stage, stageEnd: 'none', progress: data.progress, waiting: null },
    sla: data.sla,
    missingParts: isMissingParts(lines),
    lines,
    repairLines: data.repairLines.length,
    stageEntries: 1,
    recordedTime: data.recordedTime,
    createdAt: occurredAt,
    submittedAt: data.submittedAt,
    ...{ signedOffAt: null, invoiceNumber: null, closedAt: null, endedAt: null },
    lastEventAt: occurredAt,
    followUpOf: data.followUpOf,
  };
}

/** The order after one more event. @throws Error for a second beginning */
export function continueSummary(
  order: OrderSummary,
  happening: OrderHappening,
  { version, occurredAt }: Pick<HappeningOf, 'version' | 'occurredAt'>,
): OrderSummary {
  const next = { ...order, ...changes(order, happening, occurredAt), version, lastEventAt: occurredAt };
  return next.lines === order.lines ? next : { ...next, missingParts: isMissingParts(next.lines) };
}

/** Of several targets the read model keeps the one to resolve. */
function slaAfter({ sla }: OrderSummary, target: string, change: Partial<SlaSummary>): Partial<OrderSummary> {
  return sla === null || target !== 'resolve' ? {} : { sla: { ...sla, ...change } };
}

function changes(order: OrderSummary, happening: OrderHappening, at: Instant): Partial<OrderSummary> {
  switch (happening.name) {
    case 'created':
      throw new Error(`order ${order.number} was created before`);
    case 'headerChanged':
      return header(happening.data);
    case 'lineAdded':
    case 'lineChanged':
      return { lines: withLines(order.lines, [happening.data.line]), progress: happening.data.progress };
    case 'repairLineAdded':
      return { repairLines: order.repairLines + 1 };
    case 'stageChanged':
      return moved(order, happening.data, at);
    case 'stageModelChanged':
      return modelOf(order, happening.data);
    case 'visitChanged': {
      const { proposedLines: lines } = happening.data;
      return { lines: withLines(order.lines, lines), progress: progressWith(order.progress, lines) };
    }
    case 'partsChanged':
      return { lines: withMissing(order.lines, happening.data.parts) };
    case 'signedOff':
      return { signedOffAt: happening.data.signedAt, sla: happening.data.sla };
    case 'signOffUndone':
      return { signedOffAt: null, sla: happening.data.sla };
    case 'posted':
      return posted(order, happening.data);
    case 'invoiced':
      return { invoiceNumber: happening.data.invoiceNumber };
    case 'slaWarned':
      return slaAfter(order, happening.data.target, { state: 'warned' });
    case 'slaBreached':
      return slaAfter(order, happening.data.target, { state: 'breached', breachedAt: happening.data.at });
    case 'waitingOverdue':
      return { waiting: order.waiting && { ...order.waiting, overdue: true } };
    case 'closed':
      return { stage: happening.data.stage, progress: happening.data.progress, closedAt: at };
    case 'other':
      return {};
    default:
      return unreachable(happening);
  }
}

function moved(order: OrderSummary, move: StageMove, at: Instant): Partial<OrderSummary> {
  const statuses = new Map(move.lineStatuses.map(({ lineId, status }) => [lineId, status]));
  return {
    stage: move.to,
    stageEnd: move.end,
    endedAt: move.end === 'done' ? at : null,
    stageEntries: order.stageEntries + 1,
    progress: move.progress,
    sla: move.sla,
    signedOffAt: move.command === 'reopen' ? null : order.signedOffAt,
    waiting: waitingAfter(order, move, at),
    lines: withMissing(order.lines, move.parts).map((line) => ({
      ...line,
      status: statuses.get(line.lineId) ?? line.status,
    })),
  };
}

/** A cancelled order keeps whom it waited for, so that revoking finds it waiting again. */
function waitingAfter(order: OrderSummary, move: StageMove, at: Instant): WaitingSummary | null {
  if (move.waitingFor !== null) return { on: move.waitingFor, until: move.until, since: at, overdue: false };
  return move.command === 'cancel' || move.command === 'revoke' ? order.waiting : null;
}

/** What is posted later has an invoice of its own, so the order's number is open again. */
function posted(order: OrderSummary, data: HappeningData['posted']): Partial<OrderSummary> {
  const ids = new Set(data.lines.map((line) => line.lineId));
  return {
    progress: data.progress,
    lines: withMissing(order.lines, data.parts).map((line) =>
      ids.has(line.lineId) ? { ...line, status: 'posted' } : line,
    ),
    ...(data.proposalId === null ? {} : { invoiceNumber: null }),
  };
}

function header({ customerId, billToCustomerId, customerOrderNumber, orderType, priority }: Header): Header {
  return { customerId, billToCustomerId, customerOrderNumber, orderType, priority };
}

/** An order whose stage was gone entered the one that it was sent to. */
function modelOf(order: OrderSummary, { toVersion, progress, mapped }: HappeningData['stageModelChanged']) {
  const { stageEntries } = order;
  const place = mapped && { stage: mapped.to, sla: mapped.sla, stageEntries: stageEntries + 1 };
  return { stageModelVersion: toVersion, progress: progress ?? order.progress, ...place };
}

function withLines(lines: readonly LineState[], changed: readonly LineState[]): readonly LineState[] {
  if (changed.length === 0) return lines;
  const byId = new Map(changed.map(({ lineId, status, missing }) => [lineId, { lineId, status, missing }]));
  const kept = lines.map((line) => byId.get(line.lineId) ?? line);
  const known = new Set(lines.map((line) => line.lineId));
  return [...kept, ...[...byId.values()].filter((line) => !known.has(line.lineId))];
}

function withMissing(lines: readonly LineState[], parts: readonly MissingOfLine[]): readonly LineState[] {
  if (parts.length === 0) return lines;
  const missing = new Map(parts.map((part) => [part.lineId, part.missing]));
  return lines.map((line) => ({ ...line, missing: missing.get(line.lineId) ?? line.missing }));
}

function isMissingParts(lines: readonly LineState[]): boolean {
  return lines.some((line) => line.missing > 0 && line.status !== 'cancelled');
}

function unreachable(happening: never): never {
  throw new Error(`Unknown happening ${JSON.stringify(happening)}`);
}
