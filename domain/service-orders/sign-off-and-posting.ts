/** Acceptance of the work, and posting of what it came to. */
import {
  done,
  refused,
  type DecisionContext,
  type EffectAnswers,
  type OrderDecision,
  type SignOffCommand,
} from './commands.ts';
import { partsOf, pricesOf, proposalOf } from './effect-results.ts';
import type { OrderFact } from './facts.ts';
import { undoneFirst } from './moves.ts';
import { progressOf, type OrderLine, type ServiceOrder } from './order.ts';
import { slaOnSignOff } from './sla-of-stage.ts';
import { permitted, possibleMoves, stageOf, type Permission } from './stage-model.ts';
import { effectsOfPosting, pendingOf } from './wanted-effects.ts';

/** Refused unless the present stage permits it. */
function unlessPermitted(
  order: ServiceOrder,
  permission: Permission,
  model: DecisionContext['model'],
): OrderDecision | null {
  if (permitted(model, order).includes(permission)) return null;
  const allowed = possibleMoves(model, order).map((move) => move.to);
  return refused('order.stage-forbidden', { params: { stage: order.stage, permission }, allowed });
}

export function decideSignOff(order: ServiceOrder, command: SignOffCommand, context: DecisionContext): OrderDecision {
  const forbidden = unlessPermitted(order, 'sign-off', context.model);
  if (forbidden) return forbidden;
  if (order.signOff) return refused('order.already-signed-off', { params: { at: order.signOff.signedAt } });
  const { signatureFileId, signatureSha256, noSignatureReasonCode } = command;
  if ((signatureFileId === null) === (noSignatureReasonCode === null)) return refused('order.signature-missing');
  if (signatureFileId !== null && signatureSha256 === null)
    return refused('order.signature-unknown', { params: { fileId: signatureFileId } });
  const sla = slaOnSignOff(order, context.at, context.calendar);
  const data = { signedAt: context.at, signatureFileId, signatureSha256, noSignatureReasonCode, sla: sla.clock };
  return done(...sla.found, { name: 'signedOff', data });
}

/** The lines that posting would post: confirmed by a person, not posted yet. */
export function postable(order: Pick<ServiceOrder, 'lines'>): readonly OrderLine[] {
  return order.lines.filter((line) => line.status === 'confirmed');
}

export function decidePost(order: ServiceOrder, context: DecisionContext): OrderDecision {
  const forbidden = unlessPermitted(order, 'post', context.model);
  if (forbidden) return forbidden;
  if (!order.signOff) return refused('order.not-signed-off');
  const doing = order.pending.find((pending) => pending.phase === 'doing');
  if (doing) return refused('order.busy', { params: { command: doing.command } });
  const lines = postable(order);
  if (lines.length === 0) return refused('order.nothing-to-post');
  const short = lines.filter((line) => line.missing > 0);
  if (short.length > 0)
    return refused('order.parts-missing', { params: { lines: short.map((line) => line.lineNumber).join(', ') } });
  const effects = effectsOfPosting(order, lines, context);
  const busy = undoneFirst(order, effects);
  if (busy) return busy;
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
    progress: progressOf(lines, stageOf(context.model, order.stage).end),
    lines: prices?.lines ?? [],
    parts: partsOf(order, answers),
  };
  return { name: 'posted', data };
}
