/** What events of orders say of the header. */
import * as z from 'zod';

import { Id, LocalDate } from '../http/schemas.ts';

const Code = z.string().max(100);

export const headerSnapshot = {
  orderType: Code,
  priority: Code,
  customerId: Id,
  billToCustomerId: Id,
  siteId: Id.nullable(),
  contactId: Id.nullable(),
  customerOrderNumber: z.string().nullable(),
  notToExceedMinor: z
    .int()
    .nullable()
    .optional()
    .describe('The net amount not to go beyond without the customer’s word'),
  responsibleId: Id.nullable().optional().describe('The user who answers for it'),
  preferredTechnicianId: Id.nullable().optional(),
  preferred: z
    .object({ date: LocalDate, time: z.string().nullable(), timeZone: z.string() })
    .nullable()
    .optional()
    .describe('When its customer would like it, as clocks show it there'),
};
