/** The doors of dispatch: technicians, and visits from appointment to recorded times. */
import * as z from 'zod';

import { openVisitStatuses, timeKinds, visitStatuses } from '#domain/dispatch/visit.ts';

import { planners, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Code, Email, Id, Instant, Language, LocalDate, Name, Page, PageQuery } from './schemas.ts';
import { OccurredAt } from './service-order-schemas.ts';

const area = 'dispatch';
const field = [...planners, 'technician'] as const;

const TimeZone = z.string().min(1).max(60).describe('IANA, such as Europe/Berlin');

const Team = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .nullable()
  .describe('The team that the technician belongs to; null for none');

const OwnEmail = Email.nullable().describe('Where the technician is told of visits; null for nowhere');

const ExternalId = z.string().min(1).max(100).describe('The key in another system, by which sending again changes');

const technicianFields = {
  number: Code.optional().describe('The next free one when absent'),
  name: Name,
  timeZone: TimeZone,
  team: Team.optional(),
  email: OwnEmail.optional(),
  language: Language.optional().describe('The language of mails, BCP 47; en when absent'),
  active: z.boolean().optional().describe('true when absent'),
};

export const NewTechnician = z
  .strictObject({
    externalId: ExternalId.optional(),
    ...technicianFields,
  })
  .meta({ id: 'NewTechnician' });
export const TechnicianChange = z
  .strictObject({
    number: Code.optional(),
    name: Name.optional(),
    timeZone: TimeZone.optional(),
    team: Team.optional(),
    email: OwnEmail.optional(),
    language: Language.optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'TechnicianChange' });

export const Technician = z
  .strictObject({
    technicianId: Id,
    version: z.int(),
    number: z.string(),
    externalId: z.string().nullable(),
    name: z.string(),
    timeZone: z.string(),
    team: z.string().nullable(),
    email: z.string().nullable(),
    language: z.string(),
    active: z.boolean(),
  })
  .meta({ id: 'Technician' });
export type Technician = z.infer<typeof Technician>;

export const visitCommands = ['move', 'start-travel', 'start-work', 'pause', 'finish', 'cancel'] as const;

export const Visit = z
  .strictObject({
    visitId: Id,
    version: z.int(),
    orderId: Id,
    orderNumber: z.string(),
    customerId: Id,
    technicianId: Id,
    startsAt: Instant,
    endsAt: Instant,
    timeZone: z.string(),
    status: z.enum(visitStatuses),
    overlapReasonCode: z.string().nullable().describe('Why it was planned over another visit'),
    cancelReasonCode: z.string().nullable(),
    times: z.array(
      z.strictObject({
        kind: z.enum(timeKinds),
        technicianId: Id,
        startedAt: Instant,
        endedAt: Instant.nullable().describe('null while it runs'),
      }),
    ),
    allowedActions: z.array(z.enum(visitCommands)),
  })
  .meta({ id: 'Visit' });
export type Visit = z.infer<typeof Visit>;

const technicianParams = z.strictObject({ technicianId: Id });
const visitParams = z.strictObject({ visitId: Id });

export const technicianRoutes = {
  save: route({
    id: 'saveTechnician',
    area,
    method: 'POST',
    path: '/v1/technicians',
    summary: 'Add a technician, or change the one with this external id',
    roles: planners,
    body: NewTechnician,
    responses: {
      200: { description: 'Known already; changed where it differed', schema: Technician },
      201: { description: 'Added', schema: Technician },
    },
    problems: ['dispatch.time-zone', 'dispatch.number-taken', 'feed.field-owned', 'idempotency.other-body'],
    idempotent: true,
  }),
  change: route({
    id: 'changeTechnician',
    area,
    method: 'PATCH',
    path: '/v1/technicians/:technicianId',
    summary: 'Change a technician',
    roles: planners,
    params: technicianParams,
    body: TechnicianChange,
    responses: { 200: { description: 'Changed', schema: Technician } },
    problems: ['resource.unknown', 'dispatch.time-zone', 'dispatch.number-taken', 'feed.field-owned'],
    ifMatch: true,
  }),
  list: route({
    id: 'listTechnicians',
    area,
    method: 'GET',
    path: '/v1/technicians',
    summary: 'Technicians by number; with `ids` the names of those, in one call',
    roles: staffRoles,
    query: z.strictObject({
      ...PageQuery.shape,
      ids: z.array(Id).max(200).optional(),
      numbers: z.array(Code).max(200).optional().describe('Only those with one of these'),
      externalId: ExternalId.optional(),
      search: z.string().max(100).optional().describe('Part of the number, the name, the team or the external id'),
      team: z.string().max(60).optional().describe('Only of this team'),
      active: z.boolean().optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(Technician) } },
    problems: [],
  }),
  read: route({
    id: 'readTechnician',
    area,
    method: 'GET',
    path: '/v1/technicians/:technicianId',
    summary: 'One technician',
    roles: staffRoles,
    params: technicianParams,
    responses: { 200: { description: 'The technician, with ETag', schema: Technician } },
    problems: ['resource.unknown'],
  }),
} as const;

const command = <const Id extends string, const Name extends string, Body extends z.ZodType>(
  id: Id,
  name: Name,
  summary: string,
  body: Body,
) =>
  ({
    id,
    area,
    method: 'POST',
    path: `/v1/visits/:visitId/${name}`,
    summary,
    params: visitParams,
    body,
    responses: { 200: { description: 'Done', schema: Visit } },
    idempotent: true,
  }) as const;

const commandProblems = [
  'resource.unknown',
  'idempotency.other-body',
  'dispatch.visit-status',
  'dispatch.recorded-time',
] as const;
const step = z.strictObject({ occurredAt: OccurredAt });

export const visitRoutes = {
  list: route({
    id: 'listVisits',
    area,
    method: 'GET',
    path: '/v1/visits',
    summary: 'Visits by start',
    roles: staffRoles,
    query: z.strictObject({
      ...PageQuery.shape,
      technicianId: Id.optional(),
      orderId: Id.optional(),
      day: LocalDate.optional().describe('The day as a clock in the zone of the visit shows it'),
      status: z.array(z.enum(visitStatuses)).optional(),
      open: z
        .boolean()
        .optional()
        .describe(`true: ${openVisitStatuses.join(', ')}`),
    }),
    responses: { 200: { description: 'A page', schema: Page(Visit) } },
    problems: [],
  }),
  read: route({
    id: 'readVisit',
    area,
    method: 'GET',
    path: '/v1/visits/:visitId',
    summary: 'One visit with its recorded times',
    roles: staffRoles,
    params: visitParams,
    responses: { 200: { description: 'The visit, with ETag', schema: Visit } },
    problems: ['resource.unknown'],
  }),
  move: route({
    ...command(
      'moveVisit',
      'move',
      'Move a visit that has not begun to another time or technician; what is absent stays',
      z.strictObject({
        technicianId: Id.optional(),
        startsAt: Instant.optional(),
        endsAt: Instant.optional(),
        timeZone: TimeZone.optional(),
        overlapReasonCode: Code.optional().describe('Move it although the technician has another visit then'),
        occurredAt: OccurredAt,
      }),
    ),
    roles: planners,
    problems: [
      ...commandProblems,
      'dispatch.slot-invalid',
      'dispatch.overlap',
      'dispatch.unknown-technician',
      'dispatch.technician-inactive',
    ],
    ifMatch: true,
  }),
  startTravel: route({
    ...command('startTravel', 'start-travel', 'The technician sets out; travel time runs', step),
    roles: field,
    problems: commandProblems,
  }),
  startWork: route({
    ...command('startWork', 'start-work', 'Work begins or goes on; work time runs', step),
    roles: field,
    problems: commandProblems,
  }),
  pause: route({
    ...command('pauseVisit', 'pause', 'Work or travel is interrupted; no time runs', step),
    roles: field,
    problems: commandProblems,
  }),
  finish: route({
    ...command('finishVisit', 'finish', 'The visit is over; its times propose hour lines', step),
    roles: field,
    problems: commandProblems,
  }),
  cancel: route({
    ...command(
      'cancelVisit',
      'cancel',
      'The visit will not take place',
      z.strictObject({ reasonCode: Code, occurredAt: OccurredAt }),
    ),
    roles: planners,
    problems: commandProblems,
  }),
} as const;
