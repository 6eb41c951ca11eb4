/** When a technician is booked: what an appointment must be, and when two of them collide. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { compareInstants, diffMs, type Instant } from '../shared/instant.ts';
import { isTimeZone } from '../sla/local-time.ts';

/** An appointment of a technician: from `startsAt` until just before `endsAt`, in the zone in which it was agreed. */
export interface Slot {
  readonly technicianId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly timeZone: string;
}

/** An open visit of the same technician. */
export interface BookedSlot extends Slot {
  readonly visitId: string;
  readonly orderNumber: string;
}

export type SlotRefusal = 'dispatch.slot-invalid' | 'dispatch.overlap';

/** The longest appointment, in milliseconds: 31 days. Longer work is several visits. */
export const longestVisitMs = 31 * 24 * 60 * 60 * 1000;

/** True when two appointments share more than an instant; one may begin when the other ends. */
export function overlaps(a: Pick<Slot, 'startsAt' | 'endsAt'>, b: Pick<Slot, 'startsAt' | 'endsAt'>): boolean {
  return compareInstants(a.startsAt, b.endsAt) < 0 && compareInstants(b.startsAt, a.endsAt) < 0;
}

/**
 * Whether a technician may be booked for a slot beside the visits that are booked already: no slot is double-booked
 * unless someone chose it, with a reason (design, invariant 6). Accepted with `overlaps` = the reason was needed.
 * Refused with `dispatch.slot-invalid` when it ends before it starts, lasts over 31 days or its zone is unknown, and with
 * `dispatch.overlap` naming the earliest visit in the way.
 */
export function checkSlot(
  slot: Slot,
  overlapReasonCode: string | null,
  booked: readonly BookedSlot[],
): Decision<{ overlaps: boolean }, SlotRefusal> {
  const lengthMs = diffMs(slot.startsAt, slot.endsAt);
  if (lengthMs <= 0 || lengthMs > longestVisitMs || !isTimeZone(slot.timeZone)) {
    return refuse('dispatch.slot-invalid', {
      params: { startsAt: slot.startsAt, endsAt: slot.endsAt, timeZone: slot.timeZone },
    });
  }
  const inTheWay = booked
    .filter((other) => other.technicianId === slot.technicianId && overlaps(slot, other))
    .toSorted((a, b) => compareInstants(a.startsAt, b.startsAt))[0];
  if (inTheWay === undefined) return accept({ overlaps: false });
  if (overlapReasonCode !== null) return accept({ overlaps: true });
  return refuse('dispatch.overlap', {
    params: { order: inTheWay.orderNumber, startsAt: inTheWay.startsAt, endsAt: inTheWay.endsAt },
    who: 'dispatcher',
  });
}
