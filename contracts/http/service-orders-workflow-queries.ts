/** Ready-made queries for the list of workflows in the Temporal UI: what operators look for most. */
import * as z from 'zod';

import { staffRoles } from '../roles.ts';
import { route } from './route.ts';

/** In the order in which they are shown. */
export const workflowQueryIds = [
  'stuck',
  'at-risk',
  'overdue',
  'waiting-on-customer',
  'waiting',
  'unplanned-over-a-day',
  'done-not-posted',
  'open',
  'ended-by-hand',
  'mails-on-their-way',
] as const;
export type WorkflowQueryId = (typeof workflowQueryIds)[number];

export const WorkflowQuery = z
  .strictObject({
    id: z.enum(workflowQueryIds),
    query: z.string().describe('In the query language of Temporal; its instants are of now'),
    count: z.int().min(0).nullable().describe('Workflows that fit now; null when Temporal does not answer'),
    temporal: z.string().describe('The list of them in the Temporal UI'),
  })
  .meta({ id: 'WorkflowQuery' });
export type WorkflowQuery = z.infer<typeof WorkflowQuery>;

export const workflowQueryRoutes = {
  list: route({
    id: 'listWorkflowQueries',
    area: 'service-orders',
    method: 'GET',
    path: '/v1/workflow-queries',
    summary: 'Ready-made queries over the workflows of orders, with how many fit each now',
    roles: staffRoles,
    responses: { 200: { description: 'All of them', schema: z.strictObject({ items: z.array(WorkflowQuery) }) } },
    problems: [],
  }),
} as const;
