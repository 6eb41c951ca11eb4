/** The doors of SLA policies: how much working time an order has, by which calendar, and when to warn. */
import * as z from 'zod';

import { slaTargetNames } from '#domain/sla/target.ts';

import { curators } from '../roles.ts';
import { route } from './route.ts';
import { Page, PageQuery } from './schemas.ts';
import { SetupId } from './setup-schemas.ts';

const Minutes = z.int().min(1).max(5_000_000);

export const SlaPolicyTarget = z
  .strictObject({
    target: z
      .enum(slaTargetNames)
      .describe(
        '`resolve`: until an order is done; `respond`: until a request is answered; `arrive`: until somebody is there',
      ),
    limitMinutes: Minutes.describe('Working time in minutes'),
    limitMinutesByPriority: z
      .record(SetupId, Minutes)
      .optional()
      .describe('For priorities that have a limit of their own, by their ids'),
    warnAtShare: z
      .number()
      .gt(0)
      .lt(1)
      .nullable()
      .optional()
      .describe('The share of the limit after which a warning is given, such as 0.75; none when null or absent'),
  })
  .meta({ id: 'SlaPolicyTarget' });
export type SlaPolicyTarget = z.infer<typeof SlaPolicyTarget>;

const content = {
  name: z.string().trim().min(1).max(120),
  calendarId: SetupId.describe('A published calendar of the set-up'),
  targets: z.array(SlaPolicyTarget).min(1).max(10),
};

export const SlaPolicy = z
  .strictObject({ id: SetupId, version: z.int().min(1), ...content })
  .meta({ id: 'SlaPolicy', description: 'An SLA policy; orders keep the version that they began with' });
export type SlaPolicy = z.infer<typeof SlaPolicy>;

const area = 'sla';
const params = z.strictObject({ id: SetupId });

export const slaRoutes = {
  publish: route({
    id: 'publishSlaPolicy',
    area,
    method: 'PUT',
    path: '/v1/sla-policies/:id',
    summary: 'Publish an SLA policy, or its next version',
    description: 'The same policy again is no new version. Calendars are published by PUT /v1/calendars/{id}.',
    roles: curators,
    params,
    body: z.strictObject(content),
    responses: {
      200: { description: 'The next version, or unchanged', schema: SlaPolicy },
      201: { description: 'The first version', schema: SlaPolicy },
    },
    problems: ['sla-policy.unknown-calendar', 'sla-policy.invalid'],
  }),
  list: route({
    id: 'listSlaPolicies',
    area,
    method: 'GET',
    path: '/v1/sla-policies',
    summary: 'All SLA policies in their latest version, by id',
    roles: 'anyone',
    query: PageQuery,
    responses: { 200: { description: 'A page', schema: Page(SlaPolicy) } },
    problems: [],
  }),
  read: route({
    id: 'readSlaPolicy',
    area,
    method: 'GET',
    path: '/v1/sla-policies/:id',
    summary: 'An SLA policy, or an older version of it',
    roles: 'anyone',
    params,
    query: z.strictObject({ version: z.int().min(1).optional().describe('The latest when absent') }),
    responses: { 200: { description: 'The policy', schema: SlaPolicy } },
    problems: ['resource.unknown'],
  }),
} as const;
