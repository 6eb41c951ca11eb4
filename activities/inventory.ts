/** Inventory's effects for the workflows of orders. */
import type { EffectActivities } from '#contracts/workflows/effects.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Clock } from '#platform/clock.ts';
import {
  issueParts,
  setReservations,
  undoIssueParts,
  undoSetReservations,
} from '#transactions/inventory/reservation-effects.ts';

type Db = Parameters<typeof setReservations>[0];

/** An effect is asked for by an order, whoever made the order ask. */
const actor = serviceActor('orders');

export function createInventoryActivities({
  db,
  clock,
}: {
  readonly db: Db;
  readonly clock: Clock;
}): EffectActivities<'inventory'> {
  return {
    setReservations: (input) => setReservations(db, actor, input, clock.now()),
    undoSetReservations: (input) => undoSetReservations(db, actor, input, clock.now()),
    issueParts: (input) => issueParts(db, actor, input, clock.now()),
    undoIssueParts: (input) => undoIssueParts(db, actor, input, clock.now()),
  };
}
