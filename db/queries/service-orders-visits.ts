/** Visits as orders know them. */
import type { Appointment } from '#domain/notifications/visit-news.ts';
import type { Transaction } from '../transaction.ts';

/** Whose a visit is and when, as the order knows it so far; undefined before its first event. */
export async function findAppointment(t: Transaction<'orders'>, visitId: string): Promise<Appointment | undefined> {
  const row = await t
    .selectFrom('orderVisits')
    .select(['technicianId', 'startsAt', 'endsAt'])
    .where('visitId', '=', visitId)
    .executeTakeFirst();
  if (row === undefined || row.startsAt === null || row.endsAt === null) return undefined;
  const { technicianId, startsAt, endsAt } = row;
  return { technicianId, startsAt, endsAt };
}
