/** What technicians and customers are told of a visit: whose it is, whose it was, when it is, and only of what lies ahead. */
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

/** What the customer is told of a change, if anything: of another time, not of who comes instead, whom nobody had named to them. */
export function customerNews(
  change: VisitChange,
  visit: Time,
  former: Time | undefined,
  now: string,
): 'visit.planned' | 'visit.moved' | 'visit.cancelled' | null {
  if (change === 'restored' || compareInstants(visit.startsAt, now) <= 0) return null;
  if (change === 'moved' && former !== undefined && isSameTime(former, visit)) return null;
  return `visit.${change}`;
}

type Time = Pick<Appointment, 'startsAt' | 'endsAt'>;

function isSameTime(one: Time, other: Time): boolean {
  return compareInstants(one.startsAt, other.startsAt) === 0 && compareInstants(one.endsAt, other.endsAt) === 0;
}
