/** What technicians are told of a visit: whose it is, whose it was, and only of what lies ahead. */
import { compareInstants } from '../shared/instant.ts';
import type { TechnicianKind } from './notification.ts';

/** Whose a visit is, and when. */
export interface Appointment {
  readonly technicianId: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface VisitNews extends Appointment {
  readonly kind: TechnicianKind;
}

/** `restored`: its end was taken back. */
export type VisitChange = 'planned' | 'moved' | 'cancelled' | 'restored';

/**
 * Who is told what of a change. `former` is the appointment before it, where one is known. Whoever a visit was taken from is
 * told as long as it lay ahead before the change or lies ahead after it: who is late need not set out any more.
 */
export function visitNews(
  change: VisitChange,
  visit: Appointment,
  former: Appointment | undefined,
  now: string,
): readonly VisitNews[] {
  const isAhead = ({ startsAt }: Appointment) => compareInstants(startsAt, now) > 0;
  const ifAhead = (kind: TechnicianKind) => (isAhead(visit) ? [{ ...visit, kind }] : []);
  if (change === 'cancelled') return ifAhead('technician.visit-cancelled');
  if (change !== 'moved') return ifAhead('technician.visit-planned');
  if (former === undefined) return ifAhead('technician.visit-moved');
  if (former.technicianId === visit.technicianId)
    return isSameTime(former, visit) ? [] : ifAhead('technician.visit-moved');
  const wasAhead = isAhead(former) || isAhead(visit);
  return [
    ...ifAhead('technician.visit-planned'),
    ...(wasAhead ? [{ ...former, kind: 'technician.visit-reassigned' as const }] : []),
  ];
}

function isSameTime(one: Appointment, other: Appointment): boolean {
  return compareInstants(one.startsAt, other.startsAt) === 0 && compareInstants(one.endsAt, other.endsAt) === 0;
}
