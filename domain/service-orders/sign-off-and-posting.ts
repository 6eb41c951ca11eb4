/** Acceptance of the work, and posting of what it came to. */
import {
  done,
  refused,
  refusedFor,
  type DecisionContext,
  type EffectAnswers,
  type OrderDecision,
  type SignOffCommand,
} from './commands.ts';
import { partsOf, pricesOf, proposalOf } from './effect-results.ts';
import type { OrderFact } from './facts.ts';
import { obstacleToPosting, obstacleToSignOff } from './obstacles.ts';
import type { ServiceOrder } from './order.ts';
import { progressOf } from './progress.ts';
import { reasonFault } from './reasons.ts';
import { slaOnSignOff } from './sla-of-stage.ts';
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
  const sla = slaOnSignOff(order, context.at, context.calendar);
  const data = { signedAt: context.at, signatureFileId, signatureSha256, noSignatureReasonCode, sla: sla.clock };
  return done(...sla.found, { name: 'signedOff', data });
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
