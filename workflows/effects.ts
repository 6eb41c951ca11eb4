/** Does and undoes the effects of a pending command: in parallel where nothing forces an order. */
import { ActivityFailure, CancellationScope, isCancellation } from '@temporalio/workflow';
import type { EffectAnswer, EffectName } from '#contracts/workflows/effects.ts';
import type { EffectCall, EffectsEnded, Pending } from '#contracts/workflows/service-order.ts';
import { callEffect, followEffect, undoEffect } from './activity-proxies.ts';

type Answers = Partial<Record<EffectName, EffectAnswer>>;
type Call = (effect: EffectCall) => Promise<EffectAnswer>;

/** The rest of a budget is for the outcome to be decided and told. */
const shareOfEffects = 0.95;

/** What an effect answers whose service did not, within the command's budget. */
const unavailable = (name: EffectName): EffectAnswer => ({
  ok: false,
  code: 'order.unanswered',
  params: { effect: name },
});

/**
 * Does the effects of a command within its budget; one that fails leaves those after it undone. Ends early, with what
 * has been answered by then, when `until` resolves.
 */
export async function doEffects(pending: Pending, until: Promise<unknown>): Promise<EffectsEnded['answers']> {
  const endsAt = Date.parse(pending.decidedAt) + pending.budgetMs * shareOfEffects;
  const answers: Answers = {};
  const scope = new CancellationScope();
  const all = scope.run(() =>
    inOrder(pending.effects, answers, async (effect) => {
      const leftMs = Math.floor(endsAt - Date.now());
      return leftMs > 0 ? callEffect(effect.name, effect.input, leftMs) : unavailable(effect.name);
    }),
  );
  await Promise.race([all, until]);
  scope.cancel();
  await all;
  return answers;
}

/** Does the effects that follow a command's outcome, without limit. */
export async function followEffects(pending: Pending): Promise<EffectsEnded['answers']> {
  const answers: Answers = {};
  await inOrder(pending.effects, answers, (effect) => followEffect(effect.name, effect.input));
  return answers;
}

/** Undoes all effects of a command, without limit: each leaves a tombstone, so that whatever wakes up late changes nothing. */
export async function undoEffects(pending: Pending): Promise<void> {
  await Promise.all(pending.effects.map((effect) => undoEffect(effect.name, effect.input)));
}

async function inOrder(effects: readonly EffectCall[], answers: Answers, call: Call): Promise<void> {
  const running = new Map<EffectName, Promise<boolean>>();
  for (const effect of effects) running.set(effect.name, afterOthers(effect, running, answers, call));
  await Promise.all(running.values());
}

/** Effects are listed after those that they wait for. */
async function afterOthers(
  effect: EffectCall,
  running: Map<EffectName, Promise<boolean>>,
  answers: Answers,
  call: Call,
): Promise<boolean> {
  const before = await Promise.all(effect.after.map((name) => running.get(name)));
  if (before.includes(false)) return false;
  const answer = await answered(effect, call);
  answers[effect.name] = answer;
  return answer.ok;
}

async function answered(effect: EffectCall, call: Call): Promise<EffectAnswer> {
  try {
    return await call(effect);
  } catch (error) {
    if (error instanceof ActivityFailure || isCancellation(error)) return unavailable(effect.name);
    throw error;
  }
}
