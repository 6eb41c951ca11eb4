/** Events of agreements and their groups: ids, codes, quantities and days, never names or notes. */
import * as z from 'zod';

import { Id, LocalDate, Quantity } from '../http/schemas.ts';
import { ofCategory, ofItems, ruleTerms } from './agreements-coverage.ts';
import { event } from './envelope.ts';
import { lineTypes } from './service-orders.ts';

const area = 'agreements';

const Line = z.object({
  lineId: Id,
  lineNumber: z.int(),
  type: z.enum(lineTypes),
  category: z.string(),
  itemId: Id.nullable(),
  technicianId: Id.nullable(),
  quantity: Quantity,
  objectId: Id.nullable(),
  task: z.string().nullable(),
  startsOn: LocalDate,
  endsOn: LocalDate.nullable(),
  stopped: z.boolean(),
});

const Rule = z.object({
  subject: z.union([ofCategory, z.object({ by: z.literal('item-group'), groupId: z.string() }), ofItems]),
  ...ruleTerms,
});

export const agreementsEvents = {
  agreement: event({
    area,
    aggregate: 'agreement',
    type: 'agreement.changed',
    schemaVersion: 1,
    summary: 'An agreement was entered, changed, suspended or resumed',
    data: z.object({
      agreementId: Id,
      number: z.string(),
      customerId: Id.nullable(),
      siteId: Id.nullable(),
      billToCustomerId: Id.nullable(),
      groupId: z.string().nullable(),
      isTemplate: z.boolean(),
      startsOn: LocalDate,
      endsOn: LocalDate.nullable(),
      suspension: z.object({ from: LocalDate, to: LocalDate.nullable() }).nullable(),
      slaPolicyId: z.string().nullable(),
      preferredTechnicianId: Id.nullable(),
      responsibleId: Id.nullable().optional().describe('The user who answers for it'),
      objects: z.array(z.object({ objectId: Id })).readonly(),
      tasks: z.array(z.object({ task: z.string() })).readonly(),
      lines: z.array(Line).readonly(),
      coverage: z.array(Rule).readonly(),
    }),
  }),
  group: event({
    area,
    aggregate: 'agreement-group',
    type: 'agreement-group.changed',
    schemaVersion: 1,
    summary: 'A group of agreements was entered or changed',
    data: z.object({ groupId: z.string(), slaPolicyId: z.string().nullable(), active: z.boolean() }),
  }),
  task: event({
    area,
    aggregate: 'service-task',
    type: 'service-task.changed',
    schemaVersion: 1,
    summary: 'A service task was entered or changed in the register (name and notes stay there)',
    data: z.object({ code: z.string(), active: z.boolean() }),
  }),
} as const;

/** The id of the aggregate of one task. */
export function serviceTaskAggregateId(code: string): string {
  return `service-task/${code}`;
}

/** The id of the aggregate of one group. */
export function agreementGroupAggregateId(groupId: string): string {
  return `agreement-group/${groupId}`;
}
