/** Every command over any life of an order: no illegal path, stage and progress agree, offered is accepted, cancelling gives all back. */
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { playLives } from '../support/order-life-commands.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

/** The short form needs no stack: it is tests/domain/service-orders/every-command.test.ts. */
export const needs: AcceptNeeds = { shortIn: 'tests/domain' };

const lives = 20_000;
const atOnce = 2_000;

export async function run(_stack: Stack, _size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const counts = new Map<string, number>();
  let played = 0;
  while (played < lives) {
    const lived = playLives(atOnce);
    played += lived.runs;
    for (const [what, times] of lived.counts) counts.set(what, (counts.get(what) ?? 0) + times);
    say(`${played} of ${lives} lives`);
  }
  const given = [...counts].filter(([what]) => / (accepted|order\.|dispatch\.|inventory\.)/.test(what));
  const accepted = given.filter(([what]) => what.endsWith(' accepted'));
  const sum = (of: readonly (readonly [string, number])[]) => of.reduce((total, [, times]) => total + times, 0);
  const never = ['changeStage', 'cancel', 'revoke', 'reopen', 'planVisit', 'signOff', 'post'].filter(
    (name) => !counts.has(`${name} accepted`),
  );
  const figure = `${played} lives with ${sum(accepted)} commands accepted and ${sum(given) - sum(accepted)} refused, none against a rule`;
  return {
    passed: never.length === 0,
    figure: [figure, ...never.map((name) => `${name} was never accepted`)].join('; '),
  };
}
