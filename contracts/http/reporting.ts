/** The doors of reporting: orders, margins, stages entered, and how far the read models are. */
import * as z from 'zod';

import { costReaders, staffAndCustomers, staffRoles } from '../roles.ts';
import {
  DeadLetter,
  ReportMargin,
  ReportMarginFilter,
  ReportMarginTotal,
  ReportOrder,
  ReportOrderQuery,
  StageCount,
  StageCountQuery,
  StageCounts,
  StageSequence,
} from './reporting-schemas.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';

const area = 'reporting';
const operators = ['administrator', 'importer', 'service'] as const;
export const reportingRoutes = {
  orders: route({
    id: 'reportOrders',
    area,
    method: 'GET',
    path: '/v1/reports/orders',
    summary: 'Orders as the event stream tells them, the newest submission first',
    description:
      'Behind the orders’ own list by the time that an event takes; every row says which version it has seen.',
    roles: staffAndCustomers,
    query: ReportOrderQuery,
    responses: { 200: { description: 'A page', schema: Page(ReportOrder) } },
    problems: [],
  }),
  margins: route({
    id: 'reportMargins',
    area,
    method: 'GET',
    path: '/v1/reports/margins',
    summary: 'Revenue, cost and margin of each order, planned and actual',
    description: 'Actual is what was posted and not taken back. An order has one row for each currency.',
    roles: costReaders,
    query: z.strictObject({ ...PageQuery.shape, ...ReportMarginFilter.shape }),
    responses: { 200: { description: 'A page', schema: Page(ReportMargin) } },
    problems: [],
  }),
  marginTotals: route({
    id: 'reportMarginTotals',
    area,
    method: 'GET',
    path: '/v1/reports/margins/totals',
    summary: 'Revenue, cost and margin of all orders of a filter, by currency',
    roles: costReaders,
    query: ReportMarginFilter,
    responses: {
      200: { description: 'The totals', schema: z.strictObject({ totals: z.array(ReportMarginTotal) }) },
    },
    problems: [],
  }),
  stageCounts: route({
    id: 'reportStageCounts',
    area,
    method: 'GET',
    path: '/v1/reports/stage-entries',
    summary: 'How often each stage was entered, over the orders of a filter',
    roles: staffRoles,
    query: StageCountQuery,
    responses: { 200: { description: 'The counts, by stage', schema: StageCounts } },
    problems: [],
  }),
  stageSequences: route({
    id: 'reportStageSequences',
    area,
    method: 'POST',
    path: '/v1/reports/stage-entries',
    summary: 'The stages that given orders entered, in their sequence, and how often each was entered',
    description: 'Only reads, and takes a body because a list of orders does not fit an address; so it needs no key.',
    roles: staffRoles,
    body: z.strictObject({ orderIds: z.array(Id).min(1).max(2_000) }),
    responses: {
      200: {
        description: 'Those of the orders that have come; by number',
        schema: z.strictObject({ stages: z.array(StageCount), orders: z.array(StageSequence) }),
      },
    },
    problems: [],
  }),
  lag: route({
    id: 'readReportingLag',
    area,
    method: 'GET',
    path: '/v1/reporting/lag',
    summary: 'How late the read models are: from the commit of an event to the commit that applied it',
    description: 'Of the newest events that this process has applied.',
    roles: [...operators, 'viewer'],
    query: z.strictObject({ since: Instant.optional().describe('Only events recorded at or after') }),
    responses: {
      200: {
        description: 'Milliseconds; 0 when nothing was measured',
        schema: z.strictObject({ count: z.int(), p50: z.number(), p99: z.number(), max: z.number() }),
      },
    },
    problems: [],
  }),
  applied: route({
    id: 'readAppliedEvents',
    area,
    method: 'GET',
    path: '/v1/reporting/applied',
    summary: 'How many events the read models have applied, each once',
    roles: [...operators, 'viewer'],
    responses: {
      200: {
        description: 'The counts',
        schema: z.strictObject({
          generation: z.int().describe('Raised by each rebuild'),
          total: z.int(),
          topics: z.record(z.string(), z.int()).describe('By topic, without a stack’s prefix'),
          waiting: z.int().describe('Events that wait for an earlier one'),
          oldestWaitingMs: z.number(),
          deadLetters: z.int(),
        }),
      },
    },
    problems: [],
  }),
  checksums: route({
    id: 'readReportingChecksums',
    area,
    method: 'GET',
    path: '/v1/reporting/checksums',
    summary: 'Rows and checksum of each read model; equal content has equal checksums',
    roles: operators,
    responses: {
      200: {
        description: 'By read model',
        schema: z.strictObject({
          generation: z.int(),
          models: z.array(z.strictObject({ model: z.string(), rows: z.int(), checksum: z.string() })),
        }),
      },
    },
    problems: [],
  }),
  deadLetters: route({
    id: 'listReportingDeadLetters',
    area,
    method: 'GET',
    path: '/v1/reporting/dead-letters',
    summary: 'The oldest hundred events that could not be applied, with the reason',
    description: 'Later events of the same aggregate wait until it is replayed.',
    roles: operators,
    responses: {
      200: { description: 'Oldest first', schema: z.strictObject({ items: z.array(DeadLetter) }) },
    },
    problems: [],
  }),
  replayDeadLetter: route({
    id: 'replayReportingDeadLetter',
    area,
    method: 'POST',
    path: '/v1/reporting/dead-letters/:deadLetterId/replays',
    summary: 'Apply an event again that could not be applied',
    description: 'Needs no key: an event is applied once, however often it is replayed.',
    roles: ['administrator'],
    params: z.strictObject({ deadLetterId: Id }),
    responses: {
      200: {
        description: 'Applied, with what waited for it',
        schema: z.strictObject({ applied: z.int().describe('0 when it had been applied already') }),
      },
    },
    problems: ['resource.unknown', 'dead-letter.unfit'],
  }),
} as const;
