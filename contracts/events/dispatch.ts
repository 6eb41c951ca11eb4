/** Events of technicians and visits: ids, numbers, instants and codes, never a technician's name or address. */
import * as z from 'zod';

import { timeKinds, visitStatuses } from '#domain/dispatch/visit.ts';

import { Id, Instant } from '../http/schemas.ts';
import { event } from './envelope.ts';
import { seriesChanged } from './series-event.ts';

const Code = z.string().max(100);

/** A visit as it is after the event. */
const visit = {
  visitId: Id,
  orderId: Id,
  orderNumber: z.string(),
  technicianId: Id,
  startsAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
  status: z.enum(visitStatuses),
  overlapReasonCode: Code.nullable(),
};

const technician = {
  technicianId: Id,
  number: z.string(),
  timeZone: z.string(),
  active: z.boolean(),
  language: z.string().optional().describe('BCP 47: the language in which the technician is written to'),
  hasMail: z.boolean().optional().describe('Whether there is an address to write to; absent in events of before'),
};

/** Whole minutes of a kind, per technician; the basis of the hour lines that orders propose. */
export const RecordedMinutes = z.object({ kind: z.enum(timeKinds), technicianId: Id, minutes: z.int().min(1) });

/** What a technician's day owes to one visit: whoever pays sums them, and rounds the sum. */
const WorkedDay = z.object({
  technicianId: Id,
  number: z.string(),
  externalId: z.string().nullable().describe('The key in the system that pays'),
  day: z.iso.date().describe('On the clock of the technician; what reaches over midnight counts to both days'),
  kind: z.enum(timeKinds),
  milliseconds: z.int().min(1),
});
const workedDays = z
  .array(WorkedDay)
  .optional()
  .describe('The hours of the visit by technician and day, for payroll; a later visit.reopened takes them back');

const ofVisit = <const Type extends string, const Data extends z.ZodObject>(type: Type, summary: string, data: Data) =>
  event({ area: 'dispatch', aggregate: 'visit', type: `visit.${type}`, schemaVersion: 1, summary, data });

const ofTechnician = <const Type extends string>(type: Type, summary: string) =>
  event({
    area: 'dispatch',
    aggregate: 'technician',
    type: `technician.${type}`,
    schemaVersion: 1,
    summary,
    data: z.object(technician),
  });

export const technicianEvents = {
  created: ofTechnician('created', 'A technician was added'),
  changed: ofTechnician('changed', 'A technician was changed'),
} as const;

/** One event per fact of the domain, under the same name. */
export const visitEvents = {
  planned: ofVisit('planned', 'A visit was planned', z.object(visit)),
  moved: ofVisit(
    'moved',
    'A visit was moved to another time or technician',
    z.object({ ...visit, technicianNumber: z.string() }),
  ),
  'travel-started': ofVisit('travel-started', 'The technician set out', z.object(visit)),
  'work-started': ofVisit('work-started', 'Work began or went on', z.object(visit)),
  paused: ofVisit('paused', 'Work or travel was interrupted', z.object(visit)),
  finished: ofVisit(
    'finished',
    'The visit is over, with the times recorded on it',
    z.object({ ...visit, times: z.array(RecordedMinutes), days: workedDays }),
  ),
  cancelled: ofVisit(
    'cancelled',
    'The visit will not take place',
    z.object({ ...visit, reasonCode: Code.nullable(), days: workedDays }),
  ),
  reopened: ofVisit(
    'reopened',
    'The end of the visit was taken back, because the command behind it was not done',
    z.object(visit),
  ),
} as const;

export const technicianSeriesChanged = seriesChanged('dispatch', 'The numbers of technicians go on elsewhere', [
  'technicians',
]);

export const dispatchEvents = { ...technicianEvents, ...visitEvents, technicianSeriesChanged } as const;
