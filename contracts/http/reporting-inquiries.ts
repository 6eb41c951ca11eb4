/** Reports of what customers asked for: requests, cases, and visits that had to be repeated. */
import * as z from 'zod';

import { requestStatuses } from '#domain/requests/request.ts';

import { staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { inquiryKinds } from './reconciliation.ts';
import { Id, Instant, LocalDate } from './schemas.ts';

const area = 'reporting';
const span = { from: Instant.describe('At or after'), before: Instant.describe('Before') };
const count = z.int().min(0);
const Share = z.number().min(0).max(1).nullable().describe('From 0 to 1; null where nothing counts');

export const RequestReport = z
  .strictObject({
    requests: z.array(z.strictObject({ status: z.enum(requestStatuses), channel: z.string().nullable(), count })),
    response: z
      .strictObject({ inTime: count, late: count, share: Share, waiting: count, oldestWaiting: Instant.nullable() })
      .describe('Of those that should be answered by an instant, but `waiting`, which are all that wait'),
    days: z.array(z.strictObject({ day: LocalDate, submitted: count, decided: count, late: count })),
  })
  .meta({ id: 'RequestReport', description: 'Requests that were submitted in a span, and how they were answered' });
export type RequestReport = z.infer<typeof RequestReport>;

export const CaseReport = z
  .strictObject({
    categories: z.array(z.strictObject({ category: z.string(), count, open: count, oldestOpen: Instant.nullable() })),
    results: z.array(
      z.strictObject({
        result: z.string(),
        count,
        ratings: count,
        rating: z.number().nullable().describe('On average'),
      }),
    ),
  })
  .meta({ id: 'CaseReport', description: 'Cases that were opened in a span: what they are about and how they ended' });
export type CaseReport = z.infer<typeof CaseReport>;

const RepeatVisitReport = z
  .strictObject({ ended: count, repeated: count, share: Share })
  .meta({ id: 'RepeatVisitReport', description: 'Orders that ended in a span, and those that had to be followed up' });

export const inquiryReportRoutes = {
  places: route({
    id: 'reportInquiryPlaces',
    area,
    method: 'POST',
    path: '/v1/reports/inquiry-places',
    summary: 'Where the read model says that given requests or cases are',
    description: 'Only reads, and takes a body because a list of ids does not fit an address; so it needs no key.',
    roles: staffRoles,
    body: z.strictObject({ of: z.enum(inquiryKinds), ids: z.array(Id).min(1).max(2_000) }),
    responses: {
      200: {
        description: 'Those that have come',
        schema: z.strictObject({
          items: z.array(z.strictObject({ id: Id, number: z.string(), status: z.string(), version: z.int() })),
        }),
      },
    },
    problems: [],
  }),
  requests: route({
    id: 'reportRequests',
    area,
    method: 'GET',
    path: '/v1/reports/requests',
    summary: 'Requests of a span by status, channel and day, and how they were answered',
    roles: staffRoles,
    query: z.strictObject({
      ...span,
      timeZone: z.string().min(1).max(60).optional().describe('IANA, of the days; UTC when absent'),
    }),
    responses: { 200: { description: 'The counts', schema: RequestReport } },
    problems: [],
  }),
  cases: route({
    id: 'reportCases',
    area,
    method: 'GET',
    path: '/v1/reports/cases',
    summary: 'Cases of a span by category and result, with what their customers said',
    roles: staffRoles,
    query: z.strictObject(span),
    responses: { 200: { description: 'The counts', schema: CaseReport } },
    problems: [],
  }),
  repeatVisits: route({
    id: 'reportRepeatVisits',
    area,
    method: 'GET',
    path: '/v1/reports/repeat-visits',
    summary: 'Orders that ended in a span, and how many of them were followed by another within some days',
    roles: staffRoles,
    query: z.strictObject({
      ...span,
      withinDays: z.int().min(1).max(365).describe('The console gives what the parameter `repeatVisitDays` says'),
    }),
    responses: { 200: { description: 'The counts', schema: RepeatVisitReport } },
    problems: [],
  }),
} as const;
