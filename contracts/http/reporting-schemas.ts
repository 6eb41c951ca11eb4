/** Wire schemas of reports. */
import * as z from 'zod';

import { stageEnds } from '#domain/reporting/order-summary.ts';

import { SlaSnapshot } from '../events/service-orders-clocks.ts';
import { Id, Instant, Money, PageQuery } from './schemas.ts';

const Text = z.string().min(1).max(60);

export const ReportOrder = z
  .strictObject({
    orderId: Id,
    version: z.int().describe('Events of the order that this row has seen'),
    number: z.string(),
    customerId: Id,
    customerNumber: z.string().nullable().describe('Null until the customer’s event has come'),
    billToCustomerId: Id,
    customerOrderNumber: z.string().nullable(),
    orderType: z.string(),
    priority: z.string(),
    stage: z.string(),
    end: z.enum(stageEnds),
    progress: z.string(),
    waiting: z
      .strictObject({ on: z.string(), until: Instant.nullable(), since: Instant, overdue: z.boolean() })
      .nullable(),
    sla: SlaSnapshot.nullable(),
    missingParts: z.boolean(),
    repairLines: z.int(),
    stageEntries: z.int(),
    recordedTime: z.boolean(),
    createdAt: Instant,
    submittedAt: Instant,
    signedOffAt: Instant.nullable(),
    invoiceNumber: z.string().nullable(),
    closedAt: Instant.nullable(),
    lastEventAt: Instant,
  })
  .meta({ id: 'ReportOrder' });
export type ReportOrder = z.infer<typeof ReportOrder>;

const Margin = z.strictObject({
  revenue: Money,
  cost: Money,
  margin: Money,
  basisPoints: z.int().nullable().describe('Margin of revenue; null without revenue'),
});

const marginFields = { planned: Margin, actual: Margin, invoiced: Money };

export const ReportMargin = z
  .strictObject({
    orderId: Id,
    orderNumber: z.string().nullable().describe('Null until the order’s events have come'),
    customerId: Id.nullable(),
    customerNumber: z.string().nullable(),
    ...marginFields,
    unpricedLines: z.int().describe('Planned lines without price, cost or tax: they count as nothing'),
  })
  .meta({ id: 'ReportMargin' });
export type ReportMargin = z.infer<typeof ReportMargin>;

export const ReportMarginTotal = z
  .strictObject({ currency: z.string(), orders: z.int(), unpricedLines: z.int(), ...marginFields })
  .meta({ id: 'ReportMarginTotal' });
export type ReportMarginTotal = z.infer<typeof ReportMarginTotal>;

const orderFilter = {
  customerId: Id.optional(),
  orderType: Text.optional(),
  submittedFrom: Instant.optional().describe('Submitted at or after'),
  submittedBefore: Instant.optional(),
};

export const ReportOrderQuery = z.strictObject({
  ...PageQuery.shape,
  ...orderFilter,
  number: Text.optional(),
  customerOrderNumber: Text.optional(),
  stage: z.array(Text).optional(),
  progress: Text.optional(),
  priority: Text.optional(),
  slaState: Text.optional(),
  waiting: z.boolean().optional(),
  missingParts: z.boolean().optional(),
  open: z.boolean().optional().describe('Not closed'),
});
export type ReportOrderQuery = z.infer<typeof ReportOrderQuery>;

export const ReportMarginFilter = z.strictObject({ ...orderFilter, orderId: Id.optional(), currency: Text.optional() });
export type ReportMarginFilter = z.infer<typeof ReportMarginFilter>;

export const StageCount = z.strictObject({
  stage: z.string(),
  entries: z.int().describe('How often it was entered'),
  orders: z.int().describe('By how many orders'),
});

export const StageCounts = z.strictObject({ orders: z.int(), stages: z.array(StageCount) }).meta({ id: 'StageCounts' });

export const StageSequence = z
  .strictObject({
    orderId: Id,
    version: z.int().describe('Events of the order that the read model has seen'),
    number: z.string(),
    customerOrderNumber: z.string().nullable(),
    stage: z.string(),
    end: z.enum(stageEnds),
    repairLines: z.int(),
    entries: z.array(z.strictObject({ stage: z.string(), occurredAt: Instant })),
  })
  .meta({ id: 'StageSequence' });
export type StageSequence = z.infer<typeof StageSequence>;

export const StageCountQuery = z.strictObject({
  ...orderFilter,
  numberFrom: Text.optional().describe('Order numbers from here on, compared as text of the same length'),
  numberTo: Text.optional(),
});
export type StageCountQuery = z.infer<typeof StageCountQuery>;

export const DeadLetter = z
  .strictObject({
    deadLetterId: Id,
    source: z.string().describe('`<topic>/<partition>/<offset>`'),
    reason: z.string(),
    attempts: z.int(),
    receivedAt: Instant,
  })
  .meta({ id: 'DeadLetter' });
