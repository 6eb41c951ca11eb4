/** A person's command on one visit. */
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import type { KeyedRequest } from '#db/idempotency.ts';
import { bookedSlots, findVisit, lockTechnicians, lockVisits } from '#db/queries/dispatch.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { decideVisit } from '#domain/dispatch/visit.ts';
import type { Visit, VisitCommand, VisitRefusal, VisitStepName } from '#domain/dispatch/visit.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { recordVisit } from './visit-events.ts';

interface VisitRequest {
  readonly visitId: string;
  /** The instant at which it happens. */
  readonly at: string;
  readonly keyed: KeyedRequest;
}

type StepAnswer = Decision<{ visit: Visit }, VisitRefusal | 'resource.unknown' | 'idempotency.other-body'>;

/** Starts, pauses, finishes or cancels a visit. */
export function stepVisit(
  db: Db<'dispatch'>,
  actor: Actor,
  request: VisitRequest & { readonly command: Extract<VisitCommand, { name: VisitStepName }> },
): Promise<StepAnswer> {
  return transaction(db, actor, (t) =>
    idempotent(t, request.keyed, async (): Promise<StepAnswer> => {
      const [visit] = await lockVisits(t, [request.visitId]);
      if (visit === undefined) return refuse('resource.unknown');
      const decision = decideVisit(visit, request.command, [], request.at);
      if (!decision.ok) return decision;
      await recordVisit(t, decision.visit, decision.fact);
      return accept({ visit: decision.visit });
    }),
  );
}

/** What a move changes; what is undefined stays. */
export interface MoveWish {
  readonly technicianId?: string | undefined;
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly overlapReasonCode?: string | undefined;
}

type MoveAnswer = Decision<
  { visit: Visit },
  | VisitRefusal
  | 'resource.unknown'
  | 'request.version-stale'
  | 'idempotency.other-body'
  | 'dispatch.unknown-technician'
  | 'dispatch.technician-inactive'
>;

/** Moves a visit to another time or technician. The technician's row is locked before the visit's, as everywhere. */
export function moveVisit(
  db: Db<'dispatch'>,
  actor: Actor,
  request: VisitRequest & { readonly wish: MoveWish; readonly ifMatch: number },
): Promise<MoveAnswer> {
  return transaction(db, actor, (t) => idempotent(t, request.keyed, () => move(t, request)));
}

async function move(
  t: Transaction<'dispatch'>,
  { visitId, wish, ifMatch, at }: VisitRequest & { readonly wish: MoveWish; readonly ifMatch: number },
): Promise<MoveAnswer> {
  const seen = await findVisit(t, visitId);
  if (seen === undefined) return refuse('resource.unknown');
  const [technician] = await lockTechnicians(t, [wish.technicianId ?? seen.technicianId]);
  const [visit] = await lockVisits(t, [visitId]);
  // Also true when the visit went to another technician since it was seen: the wrong one would be locked.
  if (visit?.version !== ifMatch) return stale(ifMatch, visit);
  if (technician === undefined) return refuse('dispatch.unknown-technician');
  if (!technician.active && technician.technicianId !== visit.technicianId)
    return refuse('dispatch.technician-inactive');
  const slot = {
    technicianId: technician.technicianId,
    startsAt: wish.startsAt ?? visit.startsAt,
    endsAt: wish.endsAt ?? visit.endsAt,
    timeZone: wish.timeZone ?? visit.timeZone,
  };
  const booked = await bookedSlots(t, [slot.technicianId], slot);
  const overlapReasonCode = wish.overlapReasonCode ?? null;
  const decision = decideVisit(visit, { name: 'move', slot, overlapReasonCode }, booked, at);
  if (!decision.ok) return decision;
  await recordVisit(t, decision.visit, decision.fact);
  return accept({ visit: decision.visit });
}

function stale(sent: number, visit: Visit | undefined) {
  if (visit === undefined) return refuse('resource.unknown');
  return refuse('request.version-stale', { params: { sent, current: visit.version } });
}
