/** Acceptance of the work, and posting of what it came to. */
import {
  done,
  refused,
  refusedFor,
  type DecisionContext,
  type EffectAnswers,
  type OrderDecision,
  type OrderRefusal,
  type SignOffCommand,
  type UndoSignOffCommand,
} from './commands.ts';
import { partsOf, pricesOf, proposalOf } from './effect-results.ts';
import type { OrderFact } from './facts.ts';
import { obstacleToPosting, obstacleToSignOff, obstacleToUndoingSignOff } from './obstacles.ts';
import { unsignedLines, type OrderLine, type ServiceOrder } from './order.ts';
import { progressOf } from './progress.ts';
import { reasonFault } from './reasons.ts';
import { linesHeldBy, undoableSignOffs, type GivenSignOff } from './sign-offs.ts';
import { complianceOf, slaOnSignOff, slaOnUndoing } from './sla-of-stage.ts';
import type { SlaClock } from '../sla/clock.ts';
import { effectsOfPosting, pendingOf, postable } from './wanted-effects.ts';

export function decideSignOff(order: ServiceOrder, command: SignOffCommand, context: DecisionContext): OrderDecision {
  const obstacle = obstacleToSignOff(order, context.model, context.roles);
  if (obstacle) return refusedFor(obstacle);
  const { signatureFileId, signatureSha256, noSignatureReasonCode } = command;
  if ((signatureFileId === null) === (noSignatureReasonCode === null)) return refused('order.signature-missing');
  if (signatureFileId !== null && signatureSha256 === null)
    return refused('order.signature-unknown', { params: { fileId: signatureFileId } });
  const unfit = reasonFault(context.reason, 'no-signature');
  if (unfit) return refusedFor(unfit);
  const unsignable = lineFault(order, command);
  if (unsignable) return refusedFor(unsignable);
  if (!completes(order, command)) return done(linesSigned(order, command, context));
  const sla = slaOnSignOff(order, context.at, context.calendar);
  const kept = keptOfSla(sla.clock, command, context);
  if ('code' in kept) return refusedFor(kept);
  const data = {
    ...{ signedAt: context.at, signatureFileId, signatureSha256, noSignatureReasonCode, sla: sla.clock },
    clocks: sla.clocks,
    ...{ documentSha256: context.documentSha256 ?? null, ...kept },
  };
  return done(...sla.found, { name: 'signedOff', data });
}

/** The lines that a sign-off is about: those that it names, or all work that is not accepted yet. */
export function linesToSign(order: ServiceOrder, { lineIds }: Pick<SignOffCommand, 'lineIds'>): readonly OrderLine[] {
  const unsigned = unsignedLines(order);
  return lineIds ? unsigned.filter(({ lineId }) => lineIds.includes(lineId)) : unsigned;
}

/** Whether the order counts as signed with it: as a whole, or because no line is left that is not. */
export function completes(order: ServiceOrder, command: Pick<SignOffCommand, 'lineIds'>): boolean {
  if (order.signOff !== null) return false;
  if ((command.lineIds ?? null) === null) return true;
  const named = new Set(linesToSign(order, command).map(({ lineId }) => lineId));
  return order.lines.every(
    ({ lineId, status, signedAt }) => status === 'cancelled' || signedAt !== null || named.has(lineId),
  );
}

/** What was signed: what the sign-off is about, with what was accepted before where the order counts as signed by it. */
export function linesOfDocument(order: ServiceOrder, command: Pick<SignOffCommand, 'lineIds'>): readonly OrderLine[] {
  return completes(order, command) ? order.lines : linesToSign(order, command);
}

/** Why a line that is named cannot be accepted. */
function lineFault(order: ServiceOrder, { lineIds }: SignOffCommand): OrderRefusal | null {
  for (const lineId of lineIds ?? []) {
    const line = order.lines.find((each) => each.lineId === lineId);
    if (line === undefined) return { code: 'order.line-unknown', params: { lineId } };
    if (line.signedAt !== null) return { code: 'order.line-signed', params: { line: line.lineNumber } };
    if (line.status !== 'confirmed') return { code: 'order.lines-unconfirmed', params: { lines: line.lineNumber } };
  }
  return null;
}

function linesSigned(order: ServiceOrder, command: SignOffCommand, context: DecisionContext): OrderFact {
  const { signatureFileId, signatureSha256, noSignatureReasonCode } = command;
  const data = {
    lineIds: linesToSign(order, command).map(({ lineId }) => lineId),
    ...{ signedAt: context.at, signatureFileId, signatureSha256, noSignatureReasonCode },
    documentSha256: context.documentSha256 ?? null,
  };
  return { name: 'linesSigned', data };
}

interface KeptOfSla {
  readonly slaReasonCode: string | null;
  readonly compliancePercent: number | null;
}

/** How the SLA was kept, with the reason where it was not (vector V18); a refusal where that reason is wanting. */
function keptOfSla(
  clock: SlaClock | null,
  command: SignOffCommand,
  context: DecisionContext,
): KeptOfSla | OrderRefusal {
  const compliancePercent = complianceOf(clock);
  if (clock === null || clock.breachedAt === null) return { slaReasonCode: null, compliancePercent };
  const { slaReasonCode = null } = command;
  if (context.lateNeedsReason === true && slaReasonCode === null)
    return { code: 'order.sla-reason-missing', params: { percent: compliancePercent ?? 0 } };
  return reasonFault(context.slaReason, 'late-sign-off') ?? { slaReasonCode, compliancePercent };
}

/** Takes one acceptance back, or all, each until something was posted on it; a clock that it stopped runs again. */
export function decideUndoSignOff(
  order: ServiceOrder,
  { reasonCode, signOff: version = null }: UndoSignOffCommand,
  context: DecisionContext,
): OrderDecision {
  const obstacle = obstacleToUndoingSignOff(order, context.model, context.roles, version);
  if (obstacle) return refusedFor(obstacle);
  if (reasonCode === null) return refused('order.sign-off-reason-missing');
  const unfit = reasonFault(context.reason, 'sign-off-undone');
  if (unfit) return refusedFor(unfit);
  const taken = undoableSignOffs(order).filter((each) => version === null || each.version === version);
  return done(...taken.flatMap((signOff) => takenBack(order, signOff, reasonCode, context)));
}

function takenBack(
  order: ServiceOrder,
  signOff: GivenSignOff,
  reasonCode: string,
  { at, calendar }: DecisionContext,
): readonly OrderFact[] {
  const lineIds = linesHeldBy(order, signOff).map(({ lineId }) => lineId);
  const { version, signedAt, whole } = signOff;
  if (!whole) return [{ name: 'linesUnsigned', data: { lineIds, reasonCode, signOff: version } }];
  const { clock: sla, clocks, found } = slaOnUndoing(order, at, calendar);
  return [...found, { name: 'signOffUndone', data: { signedAt, reasonCode, sla, clocks, signOff: version, lineIds } }];
}

export function decidePost(order: ServiceOrder, context: DecisionContext): OrderDecision {
  const obstacle = obstacleToPosting(order, context.model, context.roles);
  if (obstacle) return refusedFor(obstacle);
  const effects = effectsOfPosting(order, postable(order), context);
  const pending = pendingOf('post', 'doing', effects, context);
  if (!pending) throw new Error('Posting always asks invoicing');
  return { kind: 'pending', facts: [{ name: 'effectsBegun', data: { pending } }] };
}

/** The fact of a posting whose effects have all succeeded: every line once, with its amount and cost. */
export function posted(order: ServiceOrder, context: DecisionContext, answers: EffectAnswers): OrderFact {
  const prices = pricesOf(answers);
  const priced = new Set(prices?.lines.map((line) => line.lineId));
  const lines = order.lines.map((line) => (priced.has(line.lineId) ? { ...line, status: 'posted' as const } : line));
  const data = {
    commandId: context.key,
    proposalId: proposalOf(answers),
    currency: prices?.currency ?? null,
    progress: progressOf(lines, context.model, order),
    lines: prices?.lines ?? [],
    parts: partsOf(order, answers),
  };
  return { name: 'posted', data };
}
