/**
 * What orders ask of dispatch: planning a visit, ending all open ones, and taking either back. Each is done once under its
 * key, and never after its compensation. A refusal is kept under the key too, so that asking again gets the same answer.
 *
 * Locks are taken in one order: the effect's key, technicians by id, visits by id.
 */
import type {
  EffectAnswer,
  EffectInput,
  OpenVisitsInput,
  OpenVisitsResult,
  PlanVisitInput,
  RefusedEffect,
} from '#contracts/workflows/effects.ts';
import { refusedEffect } from '#contracts/workflows/effects.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { once, undoOnce } from '#db/effects.ts';
import { bookedSlots, findVisit, lockOpenVisitsOfOrder, lockTechnicians, lockVisits } from '#db/queries/dispatch.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { beforeEnd, decideVisit, isOpenVisit, planVisit as decidePlan, reopenVisit } from '#domain/dispatch/visit.ts';
import type { BeforeEnd, VisitCommand } from '#domain/dispatch/visit.ts';
import { earlier } from '#domain/shared/instant.ts';
import { recordVisit } from './visit-events.ts';

type Tx = Transaction<'dispatch'>;

/** Why a visit was cancelled when nobody gave a reason: its order was cancelled, or its planning was taken back. */
const withOrder = 'order-cancelled';
const notPlanned = 'planning-undone';

/**
 * Plans a visit for an order. Refused with `dispatch.overlap`, `dispatch.slot-invalid`, `dispatch.unknown-technician`,
 * `dispatch.technician-inactive`, or `effect.undone`.
 */
export function planVisit(
  db: Db<'dispatch'>,
  actor: Actor,
  input: PlanVisitInput,
  now: string,
): Promise<EffectAnswer<'planVisit'>> {
  return transaction(db, actor, async (t) => {
    const done = await once(t, input.key, 'planVisit', () => plan(t, input, now));
    return done.ok ? done.result : refusedEffect(done.refusal);
  });
}

async function plan(t: Tx, input: PlanVisitInput, now: string): Promise<EffectAnswer<'planVisit'>> {
  // Only what a visit is made of: a caller of another version may send more.
  const { visitId, orderId, orderNumber, customerId, technicianId, startsAt, endsAt, timeZone, overlapReasonCode } =
    input;
  const slot = { technicianId, startsAt, endsAt, timeZone };
  const wish = { visitId, orderId, orderNumber, customerId, overlapReasonCode, ...slot };
  const [technician] = await lockTechnicians(t, [wish.technicianId]);
  if (technician === undefined) return refusedEffect({ code: 'dispatch.unknown-technician' });
  if (!technician.active) return refusedEffect({ code: 'dispatch.technician-inactive' });
  const booked = await bookedSlots(t, [wish.technicianId], wish);
  // In recorded time the appointment lies before the present, and what follows happens then.
  const decision = decidePlan(wish, booked, earlier(now, wish.startsAt));
  if (!decision.ok) return refusedEffect(decision.refusal);
  await recordVisit(t, decision.visit, decision.fact);
  return { ok: true, result: { visitId: wish.visitId, technicianNumber: technician.number } };
}

/** Takes the planning back: the visit is cancelled unless it has ended. */
export async function undoPlanVisit(
  db: Db<'dispatch'>,
  actor: Actor,
  { key }: EffectInput,
  now: string,
): Promise<void> {
  await transaction(db, actor, (t) =>
    undoOnce<EffectAnswer<'planVisit'>>(t, key, 'planVisit', async (done) => {
      const visits = done.ok ? await lockVisits(t, [done.result.visitId]) : [];
      for (const visit of visits) {
        const decision = decideVisit(visit, { name: 'cancel', reasonCode: notPlanned }, [], now);
        if (decision.ok) await recordVisit(t, decision.visit, decision.fact);
      }
    }),
  );
}

/** The two ways in which an order ends its visits. */
export const endings = {
  finishVisits: { name: 'finish' },
  cancelVisits: { name: 'cancel', reasonCode: withOrder },
} as const satisfies Record<string, VisitCommand>;
export type Ending = keyof typeof endings;

/** What is kept under the key of an ending, so that it can be taken back. */
interface EndedVisit {
  readonly visitId: string;
  readonly version: number;
  readonly before: BeforeEnd;
}

/** Finishes or cancels all visits of the order that have not ended. Refused only with `effect.undone`. */
export function endVisits(
  db: Db<'dispatch'>,
  actor: Actor,
  ending: Ending,
  input: OpenVisitsInput,
): Promise<{ ok: true; result: OpenVisitsResult } | RefusedEffect> {
  return transaction(db, actor, async (t) => {
    const done = await once(t, input.key, ending, () => end(t, ending, input));
    return done.ok
      ? { ok: true, result: { visitIds: done.result.map((visit) => visit.visitId) } }
      : refusedEffect(done.refusal);
  });
}

async function end(t: Tx, ending: Ending, { orderId, at }: OpenVisitsInput): Promise<readonly EndedVisit[]> {
  const ended: EndedVisit[] = [];
  for (const visit of await lockOpenVisitsOfOrder(t, orderId)) {
    const decision = decideVisit(visit, endings[ending], [], at);
    if (!decision.ok) continue;
    await recordVisit(t, decision.visit, decision.fact);
    const { visitId, version } = decision.visit;
    ended.push({ visitId, version, before: beforeEnd(visit, decision.visit) });
  }
  return ended;
}

/** Takes an ending back: the visits are as before, unless something happened to them since. */
export async function undoEndVisits(
  db: Db<'dispatch'>,
  actor: Actor,
  undone: EffectInput & { readonly ending: Ending },
  now: string,
): Promise<void> {
  await transaction(db, actor, (t) =>
    undoOnce<readonly EndedVisit[]>(t, undone.key, undone.ending, async (ended) => {
      const seen = await Promise.all(ended.map(({ visitId }) => findVisit(t, visitId)));
      const technicianIds = seen.flatMap((visit) => (visit === undefined ? [] : [visit.technicianId]));
      await lockTechnicians(t, technicianIds);
      for (const visit of await lockVisits(
        t,
        seen.flatMap((each) => (each === undefined ? [] : [each.visitId])),
      )) {
        const memory = ended.find((each) => each.visitId === visit.visitId);
        if (memory?.version !== visit.version || isOpenVisit(visit.status)) continue;
        const others = await bookedSlots(t, [visit.technicianId], visit);
        await recordVisit(t, reopenVisit(visit, memory.before, others, now), 'reopened');
      }
    }),
  );
}
