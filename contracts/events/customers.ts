/** Events of customers, sites and contacts: ids, numbers and terms. Who shows a name asks GET /v1/customers. */
import * as z from 'zod';

import { Id } from '../http/schemas.ts';
import { event } from './envelope.ts';

const define = <const Aggregate extends string, const Data extends z.ZodObject>(
  aggregate: Aggregate,
  summary: string,
  data: Data,
) => event({ area: 'customers', aggregate, type: `${aggregate}.changed`, schemaVersion: 1, summary, data });

const common = {
  number: z.string(),
  externalId: z.string().nullable(),
  active: z.boolean(),
  changed: z
    .array(z.string())
    .optional()
    .describe('Names of the fields that are not what they were; none of what is new'),
};

export const customersEvents = {
  customer: define(
    'customer',
    'A customer was entered or changed',
    z.object({
      customerId: Id,
      ...common,
      billToCustomerId: Id,
      language: z.string(),
      paymentTermsDays: z.int(),
    }),
  ),
  site: define(
    'site',
    'A site was entered or changed',
    z.object({ siteId: Id, customerId: Id, ...common, timeZone: z.string().nullable() }),
  ),
  contact: define(
    'contact',
    'A contact was entered or changed',
    z.object({ contactId: Id, customerId: Id, ...common, siteId: Id.nullable(), language: z.string().nullable() }),
  ),
} as const;
