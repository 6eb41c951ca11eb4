/** How the list of technicians is kept. Their names and addresses stay here; events carry their numbers. */
import { technicianEvents } from '#contracts/events/dispatch.ts';
import { eventOf } from '#db/outbox.ts';
import {
  lockTechnicianList,
  lockTechnicians,
  lockTechniciansByExternalIds,
  nextTechnicianNumbers,
  technicianIdsByNumber,
} from '#db/queries/dispatch.ts';
import type { TechnicianRow } from '#db/queries/dispatch.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import type { ListKeeper } from '../listed-rows.ts';

/** Of mails to a technician of whom nobody said a language. */
export const usualLanguage = 'en';

export type WishRefusal = 'dispatch.time-zone' | 'dispatch.number-taken';

/** `Known` is who has the numbers of those that are to be. */
export const technicianKeeper: ListKeeper<'dispatch', TechnicianRow, WishRefusal, ReadonlyMap<string, string>> = {
  table: { table: 'technicians', id: 'technicianId' },
  lockList: lockTechnicianList,
  lockById: async (t, id) => (await lockTechnicians(t, [id]))[0],
  lockByExternalIds: lockTechniciansByExternalIds,
  know: (t, rows) =>
    technicianIdsByNumber(
      t,
      rows.map(({ number }) => number),
    ),
  refusalOf({ technicianId, number, timeZone }, _before, owners) {
    if (!isTimeZone(timeZone)) return 'dispatch.time-zone';
    return (owners.get(number) ?? technicianId) === technicianId ? undefined : 'dispatch.number-taken';
  },
  nextNumbers: nextTechnicianNumbers,
  eventOf: ({ technicianId, version, number, timeZone, active, language, email }, occurredAt) =>
    eventOf(version === 1 ? technicianEvents.created : technicianEvents.changed, {
      ...{ aggregateId: technicianId, version, occurredAt, customerId: null },
      data: { technicianId, number, timeZone, active, language, hasMail: email !== null },
    }),
};
