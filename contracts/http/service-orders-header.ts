/** What the header of an order says in full: who answers for it, whom and when its customer would like, and by which way it came. */
import * as z from 'zod';

import { orderOrigins } from '#domain/service-orders/header.ts';

import { addressFields, Id, LocalDate } from './schemas.ts';

const LocalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .describe('As clocks show it there, such as 14:30');
const TimeZone = z.string().min(1).max(60);

export const OrderOrigin = z
  .enum(orderOrigins)
  .meta({ id: 'OrderOrigin', description: 'By which way an order came, such as `request`' });

/** What may be said of a new order, and changed of one that there is. */
export const orderHeaderWish = {
  responsibleId: Id.nullable().optional().describe('A user of the staff, who answers for it'),
  preferredTechnicianId: Id.nullable().optional(),
  preferred: z
    .strictObject({
      date: LocalDate,
      time: LocalTime.nullable().optional().describe('Any time of the day when null or absent'),
      timeZone: TimeZone.optional().describe('IANA; that of the site, or else the company’s, when absent'),
    })
    .nullable()
    .optional()
    .describe('When the customer would like it'),
};

/** What a row of the list shows of it. */
export const listedHeader = {
  origin: OrderOrigin,
  responsibleId: Id.nullable(),
};

/** What an order shows of it beside. */
export const shownHeader = {
  preferredTechnicianId: Id.nullable(),
  preferred: z
    .strictObject({ date: LocalDate, time: LocalTime.nullable(), timeZone: TimeZone })
    .nullable()
    .describe('When the customer would like it, as clocks show it there'),
  serviceAddress: z
    .strictObject({ name: z.string(), address: z.strictObject(addressFields).nullable() })
    .nullable()
    .describe('Where it is done, as it was when the order was created or its site chosen'),
  salesOrderNumber: z.string().nullable().describe('Of the sales order elsewhere that it was made of'),
  repeatNumber: z.int().describe('How many orders it follows as a repeat visit, one upon the other'),
};
