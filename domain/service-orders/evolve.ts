/** Folds facts into a service order: what the row becomes. No fact is refused here, and none is forgotten. */
import type { Instant } from '../shared/instant.ts';
import {
  cancelledLine,
  restoredLine,
  type OrderFact,
  type OrderFactData,
  type PartsOfLine,
  type StageChanged,
} from './facts.ts';
import { withConfirmation } from './confirmations.ts';
import { type OrderLine, type OrderVisit, type PendingCommand, type RepairLine, type ServiceOrder } from './order.ts';
import type { OpenQuote } from './quotes.ts';
import { positionAfter, progressWith } from './progress.ts';
import { reopenedSignOffs, withAcceptance, withoutAcceptance } from './evolve-sign-offs.ts';
import { withClock } from './sla-of-stage.ts';

/** The order after one more fact at an instant; its version counts the facts. */
export function evolve(order: ServiceOrder, fact: OrderFact, at: Instant): ServiceOrder {
  return { ...order, ...changes(order, fact, at), version: order.version + 1, lastEventAt: at };
}

function changes(order: ServiceOrder, fact: OrderFact, at: Instant): Partial<ServiceOrder> {
  switch (fact.name) {
    case 'invoiced':
      return fact.data;
    case 'effectsBegun':
      return { pending: [...order.pending, fact.data.pending] };
    case 'effectsEnded':
    case 'effectsUndone':
      return { pending: withoutPending(order, fact.data.commandId) };
    case 'commandRefused':
      return refused(order, fact.data, at);
    case 'stageChanged':
      return stageChanged(order, fact.data, at);
    case 'stageModelChanged':
      return migrated(order, fact.data);
    case 'visitPlanned':
      return planned(order, fact.data);
    case 'visitChanged':
      return visitChanged(order, fact.data);
    case 'partsChanged':
      return { lines: withParts(order.lines, fact.data.parts), pending: withoutPending(order, fact.data.commandId) };
    case 'signedOff':
    case 'linesSigned':
      return withAcceptance(order, fact);
    case 'linesUnsigned':
    case 'signOffUndone':
      return withoutAcceptance(order, fact, at);
    case 'confirmed':
      return { confirmations: withConfirmation(order.confirmations, fact.data) };
    case 'confirmationUndone':
      return { confirmations: order.confirmations.filter(({ kind }) => kind !== fact.data.kind) };
    case 'posted':
      return posted(order, fact.data);
    case 'slaWarned':
    case 'slaBreached':
      return fact.data.target === 'resolve'
        ? { sla: fact.data.sla }
        : { clocks: withClock(order.clocks, fact.data.sla) };
    case 'waitingOverdue':
      return { waiting: order.waiting && { ...order.waiting, overdue: true } };
    case 'closed':
      return { closedAt: at };
    default:
      return edited(order, fact);
  }
}

type EditFact = Extract<
  OrderFact,
  {
    readonly name:
      | 'headerChanged'
      | 'lineAdded'
      | 'lineChanged'
      | 'repairLineAdded'
      | 'repairLineChanged'
      | 'limitExceeded'
      | 'quoteIssued'
      | 'quoteApproved'
      | 'quoteRejected'
      | 'quoteExpired'
      | 'quoteWithdrawn'
      | 'extraApproved'
      | 'extraRejected'
      | 'relationsChanged'
      | 'noteAdded'
      | 'expensePaidBack'
      | 'expensePayBackUndone'
      | 'fileAdded'
      | 'fileChanged'
      | 'fileRemoved'
      | 'rated';
  }
>;

/** What is written down without a command; a changed line or header makes what the last posting found old. */
function edited(order: ServiceOrder, fact: EditFact): Partial<ServiceOrder> {
  switch (fact.name) {
    case 'headerChanged':
      return { ...fact.data, overLimit: null };
    case 'lineAdded':
      return { lines: [...order.lines, fact.data.line], progress: fact.data.progress, overLimit: null };
    case 'lineChanged':
      return { lines: replaceLine(order.lines, fact.data.line), progress: fact.data.progress, overLimit: null };
    case 'expensePaidBack':
    case 'expensePayBackUndone':
      return { lines: replaceLine(order.lines, fact.data.line) };
    case 'repairLineAdded':
      return { repairLines: [...order.repairLines, fact.data.repairLine] };
    case 'repairLineChanged':
      return { repairLines: withRepairLine(order.repairLines, fact.data.repairLine) };
    case 'limitExceeded':
      return { overLimit: fact.data };
    case 'quoteIssued':
      return { openQuotes: [...order.openQuotes, openQuoteOf(fact.data)] };
    case 'quoteApproved':
    case 'quoteRejected':
    case 'quoteExpired':
    case 'quoteWithdrawn':
      return { openQuotes: order.openQuotes.filter(({ quoteId }) => quoteId !== fact.data.quoteId) };
    case 'extraApproved':
    case 'extraRejected':
    case 'relationsChanged':
    case 'noteAdded':
    case 'fileAdded':
    case 'fileChanged':
    case 'fileRemoved':
    case 'rated':
      return {};
    default:
      return unreachable(fact);
  }
}

/** An order that goes to another stage is in it from now on, with its clocks as that stage has them. */
function migrated(order: ServiceOrder, fact: OrderFactData<'stageModelChanged'>): Partial<ServiceOrder> {
  const { cameFrom, progress = order.progress, mapped } = fact;
  if (mapped === undefined) return { cameFrom, progress };
  const { to: stage, sla, clocks } = mapped;
  return { cameFrom, progress, stage, entered: [...order.entered, stage], sla, clocks };
}

function openQuoteOf({ quoteId, number, expiresAt, lines }: OpenQuote): OpenQuote {
  return { quoteId, number, expiresAt, lines };
}

function stageChanged(order: ServiceOrder, fact: StageChanged, at: Instant): Partial<ServiceOrder> {
  const reopened = fact.command === 'reopen' ? reopenedSignOffs(order, { at, reasonCode: fact.reasonCode }) : null;
  const parts = withParts(reopened?.lines ?? order.lines, fact.parts);
  const ended = new Set(fact.finishedVisits);
  const visits = order.visits.map((visit) => (ended.has(visit.visitId) ? { ...visit, status: 'finished' } : visit));
  return {
    pending: withoutPending(order, fact.commandId),
    ...positionAfter(order, fact),
    entered: [...order.entered, fact.to],
    waiting: waitingAfter(order, fact, at),
    progress: fact.progress,
    sla: fact.sla,
    clocks: fact.clocks ?? order.clocks,
    signOff: reopened ? null : order.signOff,
    signOffs: reopened?.signOffs ?? order.signOffs,
    confirmations: fact.command === 'reopen' ? [] : order.confirmations,
    reserves: fact.reserves,
    closesAt: fact.closesAt,
    lines:
      fact.command === 'cancel'
        ? parts.map(cancelledLine)
        : fact.command === 'revoke'
          ? parts.map(restoredLine)
          : parts,
    visits: fact.visit ? withVisit(visits, { ...fact.visit, status: 'planned' }) : visits,
  };
}

function visitChanged(order: ServiceOrder, fact: OrderFactData<'visitChanged'>): Partial<ServiceOrder> {
  const { proposedLines, ...visit } = fact;
  const visits = withVisit(order.visits, visit);
  if (proposedLines.length === 0) return { visits };
  return { visits, lines: [...order.lines, ...proposedLines], progress: progressWith(order.progress, proposedLines) };
}

function planned(order: ServiceOrder, fact: OrderFactData<'visitPlanned'>): Partial<ServiceOrder> {
  const { visitId, technicianId, technicianNumber } = fact;
  const visit = { visitId, technicianId, technicianNumber, status: 'planned' };
  return { visits: withVisit(order.visits, visit), pending: withoutPending(order, fact.commandId) };
}

function withRepairLine(lines: readonly RepairLine[], changed: RepairLine): readonly RepairLine[] {
  return lines.map((line) => (line.repairLineId === changed.repairLineId ? changed : line));
}

/** Later postings of a reopened order make a proposal of their own, so the invoice is open again. */
function posted(order: ServiceOrder, fact: OrderFactData<'posted'>): Partial<ServiceOrder> {
  const amounts = new Map(fact.lines.map((line) => [line.lineId, line]));
  const lines = withParts(order.lines, fact.parts).map((line): OrderLine => {
    const amount = amounts.get(line.lineId);
    return amount ? { ...line, ...amount, status: 'posted' } : line;
  });
  const proposal =
    fact.proposalId === null ? {} : { proposalId: fact.proposalId, invoiceId: null, invoiceNumber: null };
  return { ...proposal, lines, progress: fact.progress, pending: withoutPending(order, fact.commandId) };
}

/** A cancelled order keeps whom it waited for, so that revoking finds it waiting again. */
function waitingAfter(order: ServiceOrder, fact: StageChanged, at: Instant): ServiceOrder['waiting'] {
  if (fact.waitingFor !== null) return { on: fact.waitingFor, until: fact.until, since: at, overdue: false };
  return fact.command === 'cancel' || fact.command === 'revoke' ? order.waiting : null;
}

function refused(
  order: ServiceOrder,
  fact: { command: string; commandId: string; code: string; undoing: PendingCommand | null },
  at: Instant,
): Partial<ServiceOrder> {
  const rest = withoutPending(order, fact.commandId);
  return {
    pending: fact.undoing ? [...rest, fact.undoing] : rest,
    lastRefusal: { at, command: fact.command, code: fact.code },
  };
}

function withoutPending(order: ServiceOrder, id: string | null): readonly PendingCommand[] {
  return order.pending.filter((pending) => pending.id !== id);
}

function replaceLine(lines: readonly OrderLine[], line: OrderLine): readonly OrderLine[] {
  return lines.map((old) => (old.lineId === line.lineId ? line : old));
}

function withParts(lines: readonly OrderLine[], parts: readonly PartsOfLine[]): readonly OrderLine[] {
  if (parts.length === 0) return lines;
  const byLine = new Map(parts.map((part) => [part.lineId, part]));
  return lines.map((line) => ({ ...line, ...byLine.get(line.lineId) }));
}

function withVisit(visits: readonly OrderVisit[], visit: OrderVisit): readonly OrderVisit[] {
  return visits.some((old) => old.visitId === visit.visitId)
    ? visits.map((old) => (old.visitId === visit.visitId ? visit : old))
    : [...visits, visit];
}

function unreachable(fact: never): never {
  throw new Error(`Unknown fact ${JSON.stringify(fact)}`);
}
