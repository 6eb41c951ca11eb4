/** Events of cases: ids, codes, dates and instants. Subject, steps, notes and results in words stay in rows. */
import * as z from 'zod';

import { Id, LocalDate } from '../http/schemas.ts';
import { event } from './envelope.ts';

const define = <const Verb extends string, const Data extends z.ZodObject>(verb: Verb, summary: string, data: Data) =>
  event({ area: 'requests', aggregate: 'case', type: `case.${verb}`, schemaVersion: 1, summary, data });

const common = { caseId: Id, number: z.string(), customerId: Id };
const header = {
  ...common,
  category: z.string(),
  priority: z.string().nullable(),
  ownerId: Id.nullable(),
  status: z.string(),
  nextStepOn: LocalDate.nullable(),
  parentId: Id.nullable().optional().describe('The case that it is part of'),
};

export const caseEvents = {
  opened: define('opened', 'A matter of a customer is followed from now on', z.object(header)),
  changed: define('changed', 'Fields of the case changed', z.object(header)),
  partAdded: define(
    'part-added',
    'A request or an order belongs to the case',
    z.object({ ...common, kind: z.enum(['request', 'order']), partId: Id }),
  ),
  noted: define('noted', 'Something was noted among ourselves', z.object({ ...common, noteId: Id })),
  closed: define('closed', 'The case has a result', z.object({ ...common, resultCode: z.string() })),
  reopened: define('reopened', 'The closed case goes on', z.object(common)),
  rated: define('rated', 'The customer said how it was', z.object({ ...common, rating: z.int() })),
} as const;
