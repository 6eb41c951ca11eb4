/** The doors to what technicians worked: for payroll, by technician and day. */
import * as z from 'zod';

import { timeKinds } from '#domain/dispatch/visit.ts';

import { billers } from '../roles.ts';
import { route } from './route.ts';
import { Id, LocalDate } from './schemas.ts';

const area = 'dispatch';
const roles = [...billers, 'importer'] as const;

const Period = z.strictObject({
  from: LocalDate.describe('The first day, on the clock of each technician'),
  to: LocalDate.describe('The last day; at most 92 days in all'),
  technicianId: Id.optional().describe('Only of this one'),
});

export const TechnicianHours = z
  .strictObject({
    technicianId: Id,
    number: z.string(),
    externalId: z.string().nullable().describe('The key in the system that pays'),
    name: z.string(),
    team: z.string().nullable(),
    day: LocalDate.describe('On the clock of the technician; what reaches over midnight counts to both days'),
    kind: z.enum(timeKinds),
    minutes: z.int().min(1).describe('Whole minutes; a begun minute counts once a day and kind'),
  })
  .meta({ id: 'TechnicianHours' });
export type TechnicianHours = z.infer<typeof TechnicianHours>;

/** The columns of the file. */
export const hoursFileColumns = ['number', 'externalId', 'name', 'team', 'day', 'kind', 'minutes', 'hours'] as const;

const description =
  'Travel and work that was recorded on visits and has ended. The events visit.finished and visit.cancelled tell the same of each visit, to the millisecond, in `days`; visit.reopened takes it back.';
const problems = ['dispatch.period'] as const;

export const technicianHoursRoutes = {
  list: route({
    id: 'listTechnicianHours',
    ...{ area, roles, description, problems },
    method: 'GET',
    path: '/v1/technician-hours',
    summary: 'Travel and work of technicians, by day',
    query: Period,
    responses: {
      200: {
        description: 'By number of the technician, then by day',
        schema: z.strictObject({ items: z.array(TechnicianHours) }),
      },
    },
  }),
  file: route({
    id: 'exportTechnicianHours',
    ...{ area, roles, description, problems },
    method: 'GET',
    path: '/v1/technician-hours.csv',
    summary: 'Travel and work of technicians, by day, as a CSV file',
    query: Period,
    responses: { 200: { description: 'The file', mime: 'text/csv; charset=utf-8' } },
  }),
} as const;
