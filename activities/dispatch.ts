/** Dispatch's effects for the workflows of orders. */
import type { EffectActivities } from '#contracts/workflows/effects.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Clock } from '#platform/clock.ts';
import { endVisits, planVisit, undoEndVisits, undoPlanVisit } from '#transactions/dispatch/visit-effects.ts';

type Db = Parameters<typeof planVisit>[0];

/** An effect is asked for by an order, whoever made the order ask. */
const actor = serviceActor('orders');

export function createDispatchActivities({
  db,
  clock,
}: {
  readonly db: Db;
  readonly clock: Clock;
}): EffectActivities<'dispatch'> {
  return {
    planVisit: (input) => planVisit(db, actor, input, clock.now()),
    undoPlanVisit: (input) => undoPlanVisit(db, actor, input, clock.now()),
    finishVisits: (input) => endVisits(db, actor, 'finishVisits', input),
    undoFinishVisits: (input) => undoEndVisits(db, actor, { ...input, ending: 'finishVisits' }, clock.now()),
    cancelVisits: (input) => endVisits(db, actor, 'cancelVisits', input),
    undoCancelVisits: (input) => undoEndVisits(db, actor, { ...input, ending: 'cancelVisits' }, clock.now()),
  };
}
