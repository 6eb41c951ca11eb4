/** Which stages orders entered, in their order, from the orders' own events: for comparing with what others have counted. */
import * as z from 'zod';

import { staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id } from './schemas.ts';

/** An order's way through its stages. */
export const StageEntries = z
  .strictObject({
    orderId: Id,
    number: z.string(),
    stage: z.string().describe('Where the order is now'),
    entries: z.array(z.string()).describe('Every stage that it entered, the one it began in first'),
    repairLines: z.int().min(0).describe('How many repair lines it has'),
  })
  .meta({ id: 'StageEntries' });
export type StageEntries = z.infer<typeof StageEntries>;

/** The most orders that one request may name. */
export const stageEntriesLimit = 100;

export const stageEntriesRoutes = {
  list: route({
    id: 'listStageEntries',
    area: 'service-orders',
    method: 'GET',
    path: '/v1/stage-entries',
    summary: 'Every stage that orders entered; orders that there are not are left out',
    roles: staffRoles,
    query: z.strictObject({ orderIds: z.array(Id).min(1).max(stageEntriesLimit) }),
    responses: { 200: { description: 'By order', schema: z.strictObject({ items: z.array(StageEntries) }) } },
    problems: [],
  }),
} as const;
