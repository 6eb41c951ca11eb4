/** The doors of the register of service tasks. */
import * as z from 'zod';

import { curators, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Code, Name, Page, PageQuery } from './schemas.ts';
import { putHeaders } from './setup.ts';

const Words = z.string().max(4000);
const content = {
  name: Name,
  internalNote: Words.nullable().describe('For technicians and the office: what relations begin with'),
  customerNote: Words.nullable().describe('For the customer: what relations begin with'),
  active: z.boolean().describe('Offered for new relations'),
};

export const ServiceTask = z
  .strictObject({ code: Code, version: z.int().min(1), ...content })
  .meta({ id: 'ServiceTask', description: 'What is done again and again' });
export type ServiceTask = z.infer<typeof ServiceTask>;
export const ServiceTaskContent = z.strictObject(content).meta({ id: 'ServiceTaskContent' });

export const serviceTaskRoutes = {
  list: route({
    id: 'listServiceTasks',
    area: 'agreements',
    method: 'GET',
    path: '/v1/service-tasks',
    summary: 'Service tasks by code',
    roles: staffRoles,
    query: z.strictObject({
      ...PageQuery.shape,
      active: z.boolean().optional().describe('Only those that are offered, or only others'),
      search: z.string().max(100).optional().describe('Part of the name or the code'),
    }),
    responses: { 200: { description: 'A page', schema: Page(ServiceTask) } },
    problems: [],
  }),
  keep: route({
    id: 'putServiceTask',
    area: 'agreements',
    method: 'PUT',
    path: '/v1/service-tasks/:code',
    summary: 'Enter or change a service task; relations that there are keep what they took of it',
    roles: curators,
    params: z.strictObject({ code: Code }),
    headers: putHeaders,
    body: ServiceTaskContent,
    responses: {
      200: { description: 'Changed, or the same already', schema: ServiceTask },
      201: { description: 'Entered', schema: ServiceTask },
    },
    problems: ['request.version-missing', 'request.version-stale'],
  }),
} as const;
