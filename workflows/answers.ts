/** What senders of updates are told: an outcome, or a failure whose type is the code of the refusal. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { CommandMessage, CommandName, Outcome, Refusal, View } from '#contracts/workflows/service-order.ts';

/** A done command's outcome. Throws the refusal of a refused one. */
export function answerOf(outcome: Outcome | null): Extract<Outcome, { kind: 'done' }> {
  if (outcome === null) throw failure({ code: 'order.superseded' });
  if (outcome.kind === 'done') return outcome;
  throw failure(outcome.kind === 'refused' ? outcome : { code: 'order.busy' });
}

/**
 * Refuses what the view rules out, at the cost of no event. A view older than the sender's version lets it pass: the
 * decision knows better; so does every message before the claim has answered.
 */
export function refuseByView(view: View | null, name: CommandName, message: CommandMessage | undefined): void {
  if (view === null || (message?.judgedAt ?? 0) > view.version) return;
  const code = view.refused[name] ?? (isUnknownTarget(view, name, message) ? 'order.stage-forbidden' : undefined);
  if (code !== undefined) throw failure({ code, params: { stage: view.stage }, allowed: view.targets });
}

function isUnknownTarget(view: View, name: CommandName, message: CommandMessage | undefined): boolean {
  return name === 'changeStage' && message !== undefined && 'to' in message && !view.targets.includes(message.to);
}

/** A refusal as what an update's sender is told. */
export function failure({ code, params, allowed }: Refusal): ApplicationFailure {
  return ApplicationFailure.create({
    message: code,
    type: code,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
    details: [{ params: params ?? {}, allowed: allowed ?? [] }],
  });
}
