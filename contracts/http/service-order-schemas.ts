/** Wire schemas of service orders: what is sent, what is shown, what a command answers. */
import * as z from 'zod';

import { lineStatuses, lineTypes } from '../events/service-orders.ts';
import { SlaSnapshot } from '../events/service-orders-clocks.ts';
import { Code, Id, Instant, LocalDate, Quantity } from './schemas.ts';
import { listedHeader, orderHeaderWish, shownHeader } from './service-orders-header.ts';
import { AllowedAction } from './service-orders-allowed.ts';
import { ExpenseWish, ofExpenseLine } from './service-orders-expenses.ts';
import { lineNames, relationDrafts, relations } from './service-orders-relations.ts';
import { NotToExceed, ofExtraLine, ofLimitedOrder } from './service-orders-extra-work.ts';
import { ofItemLine, itemLineChange, PlainItem } from './service-orders-item-lines.ts';
import { GivenSignOffs, ofConfirmedOrder, ofSignedDocument, SignedLines } from './service-orders-signed.ts';
import { ofRequest, OrderRating, OrderWaiting } from './service-orders-waiting-and-rating.ts';

const Words = z.string().max(4000);

/** Only the importer role may send it: the instant at which the thing happened in the recorded log. */
export const OccurredAt = Instant.optional().describe('When it happened, for imports of recorded time (importer role)');

export const NewLine = z
  .strictObject({
    type: z.enum(lineTypes),
    category: Code,
    itemId: Id.optional().describe('Required on item lines, forbidden on others'),
    technicianId: Id.optional(),
    ...{ objectId: lineNames.objectId.optional(), task: lineNames.task.optional() },
    plannedQuantity: Quantity.optional(),
    quantity: Quantity.optional().describe('What was used; a line with it is confirmed, without it planned'),
    chargeable: z.boolean().optional().describe('true when absent'),
    workDate: LocalDate.optional().describe('The day whose prices hold; today in the company’s zone when absent'),
    description: Words.optional(),
    extra: z.boolean().optional().describe('Beyond what was agreed: proposed until the customer approves it'),
    plainItem: PlainItem,
    expense: ExpenseWish.optional(),
  })
  .meta({ id: 'NewOrderLine' });

export const LineChange = z
  .strictObject({
    plannedQuantity: Quantity.optional(),
    quantity: Quantity.optional(),
    technicianId: Id.nullable().optional(),
    ...{ objectId: Id.nullable().optional(), task: Code.nullable().optional() },
    category: Code.optional(),
    chargeable: z.boolean().optional(),
    workDate: LocalDate.optional(),
    description: Words.nullable().optional(),
    status: z.enum(['confirmed', 'cancelled', 'planned']).optional().describe('Confirm, cancel, or revoke a cancel'),
    expense: ExpenseWish.optional(),
    extra: z.literal(true).optional().describe('It is beyond what was agreed, and waits for the customer’s word'),
    ...itemLineChange,
    occurredAt: OccurredAt,
  })
  .meta({ id: 'OrderLineChange' });

const repairFields = {
  objectId: Id.nullable().optional(),
  condition: Code.nullable().optional(),
  symptom: Code.nullable().optional(),
  diagnosis: Code.nullable().optional(),
  resolution: Code.nullable().optional(),
  technicianId: Id.nullable().optional(),
  note: Words.nullable().optional(),
  startedAt: Instant.nullable().optional(),
  finishedAt: Instant.nullable().optional(),
};
export const NewRepairLine = z.strictObject({ ...repairFields, occurredAt: OccurredAt }).meta({ id: 'NewRepairLine' });
export const RepairLineChange = z
  .strictObject({ ...repairFields, occurredAt: OccurredAt })
  .meta({ id: 'RepairLineChange' });

const headerFields = {
  ...orderHeaderWish,
  siteId: Id.nullable().optional(),
  contactId: Id.nullable().optional(),
  customerOrderNumber: z.string().max(60).nullable().optional(),
  priority: Code.optional(),
  description: Words.nullable().optional(),
  notToExceedMinor: NotToExceed.optional(),
};

export const NewServiceOrder = z
  .strictObject({
    customerId: Id.describe('The service customer'),
    billToCustomerId: Id.optional().describe('The customer’s own bill-to customer when absent'),
    agreementId: Id.optional().describe(
      'Under which it is made; bill-to customer, site and SLA are its unless said here',
    ),
    agreementLines: z
      .union([z.literal('all'), z.array(Id).max(200)])
      .optional()
      .describe('Of its typical visit on the day: all lines, or the ticked ones; none when absent'),
    ...{ objects: relationDrafts.objects.optional(), tasks: relationDrafts.tasks.optional() },
    orderType: Code.optional().describe('`standard` when absent'),
    submittedAt: Instant.optional().describe('When the customer asked; now when absent. The SLA counts from it'),
    slaPolicyId: Code.nullable().optional().describe('The order type’s when absent, none when null'),
    lines: z.array(NewLine).max(200).optional(),
    repairLines: z.array(NewRepairLine).max(50).optional(),
    ...headerFields,
    occurredAt: OccurredAt,
  })
  .meta({ id: 'NewServiceOrder' });

export const ServiceOrderChange = z
  .strictObject({ ...headerFields, billToCustomerId: Id.optional(), occurredAt: OccurredAt })
  .meta({
    id: 'ServiceOrderChange',
  });

export const VisitWish = z
  .strictObject({
    technicianId: Id,
    startsAt: Instant,
    endsAt: Instant,
    timeZone: z.string().min(1).max(60),
    overlapReasonCode: Code.optional().describe('Plan it although the technician has another visit then'),
  })
  .meta({ id: 'VisitWish' });

const note = Words.optional().describe('Words for the timeline; they stay in the order');

export const ChangeStage = z
  .strictObject({
    to: Code,
    reasonCode: Code.optional(),
    note,
    waitingFor: Code.optional(),
    until: Instant.optional(),
    question: Words.min(1).optional().describe('What the customer is asked, and reads'),
    visit: VisitWish.optional(),
    occurredAt: OccurredAt,
  })
  .meta({ id: 'ChangeStage' });
export const MoveWithReason = z
  .strictObject({ reasonCode: Code.optional(), note, occurredAt: OccurredAt })
  .meta({ id: 'MoveWithReason' });
export const UndoSignOff = MoveWithReason.extend({
  signOff: z.int().min(1).optional().describe('The order’s version that has the one that is meant; all when absent'),
}).meta({ id: 'UndoSignOff' });
export const PlanVisit = z.strictObject({ visit: VisitWish, note, occurredAt: OccurredAt }).meta({ id: 'PlanVisit' });
export const SignOff = z
  .strictObject({
    signedBy: z.string().min(1).max(200).describe('The person’s name; kept with the order only'),
    signatureFileId: Id.optional().describe('Uploaded first with POST /v1/files'),
    noSignatureReasonCode: Code.optional().describe('Why there is no signature'),
    slaReasonCode: Code.optional().describe('Why the SLA was missed'),
    lineIds: SignedLines,
    note,
    occurredAt: OccurredAt,
  })
  .meta({ id: 'SignOff' });
export const PostOrder = z.strictObject({ note, occurredAt: OccurredAt }).meta({ id: 'PostOrder' });
export const NewNote = z
  .strictObject({ kind: z.enum(['internal', 'customer']), text: z.string().min(1).max(4000), occurredAt: OccurredAt })
  .meta({ id: 'NewNote' });

/** What a command answers once it is done. */
export const CommandDone = z
  .strictObject({
    operationId: z.string(),
    orderId: Id,
    number: z.string(),
    version: z.int(),
    stage: z.string(),
  })
  .meta({ id: 'CommandDone' });

export const OrderLine = z
  .strictObject({
    lineId: Id,
    lineNumber: z.int(),
    version: z.int().describe('The order version of its last change'),
    type: z.enum(lineTypes),
    category: z.string(),
    status: z.enum(lineStatuses),
    chargeable: z.boolean(),
    itemId: Id.nullable(),
    technicianId: Id.nullable(),
    ...{ objectId: Id.nullable(), task: z.string().nullable() },
    agreementLineNumber: z.int().nullable().describe('The line of the order’s agreement that it was taken from'),
    movedTo: Id.nullable().describe('The order that it was moved to'),
    plannedQuantity: Quantity.nullable(),
    quantity: Quantity.nullable(),
    workDate: LocalDate,
    description: z.string().nullable(),
    reserved: Quantity,
    missing: Quantity,
    issued: Quantity,
    amountMinor: z.int().nullable().describe('Net sales amount once posted: what is charged'),
    coveredMinor: z.int().nullable().describe('What the agreement paid of its price once posted'),
    costMinor: z.int().nullable().describe('Cost once posted; null for those who may not see it'),
    ...ofExtraLine,
    ...ofItemLine,
    ...ofExpenseLine,
  })
  .meta({ id: 'OrderLine' });

export const RepairLine = z
  .strictObject({
    repairLineId: Id,
    lineNumber: z.int(),
    objectId: Id.nullable(),
    condition: z.string().nullable(),
    symptom: z.string().nullable(),
    diagnosis: z.string().nullable(),
    resolution: z.string().nullable(),
    technicianId: Id.nullable(),
    note: z.string().nullable(),
    startedAt: Instant.nullable(),
    finishedAt: Instant.nullable(),
  })
  .meta({ id: 'RepairLine' });

export const OrderVisit = z
  .strictObject({
    visitId: Id,
    technicianId: Id,
    startsAt: Instant,
    endsAt: Instant,
    timeZone: z.string(),
    status: z.string(),
  })
  .meta({ id: 'OrderVisit' });

const listFields = {
  orderId: Id,
  number: z.string(),
  version: z.int(),
  customerId: Id,
  customerNumber: z.string(),
  customerName: z.string(),
  orderType: z.string(),
  priority: z.string(),
  stage: z.string(),
  stageName: z.string(),
  progress: z.string(),
  waiting: OrderWaiting.nullable(),
  sla: SlaSnapshot.nullable(),
  missingParts: z.boolean(),
  createdAt: Instant,
  submittedAt: Instant,
  closedAt: Instant.nullable(),
  ...listedHeader,
};

export const ServiceOrderRow = z.strictObject(listFields).meta({ id: 'ServiceOrderRow' });

export const ServiceOrder = z
  .strictObject({
    ...{ ...listFields, ...shownHeader },
    billToCustomerId: Id,
    billToCustomerName: z.string(),
    ...{ siteId: Id.nullable(), contactId: Id.nullable() },
    customerOrderNumber: z.string().nullable(),
    ...ofLimitedOrder,
    description: z.string().nullable(),
    stageModel: z.strictObject({ id: z.string(), version: z.int() }),
    end: z.enum(['none', 'done', 'cancelled']),
    recordedTime: z.boolean(),
    followUpOf: Id.nullable(),
    agreementId: Id.nullable(),
    ...relations,
    ...ofRequest,
    signOff: z
      .strictObject({
        signedAt: Instant,
        signedBy: z.string(),
        signatureFileId: Id.nullable(),
        noSignatureReasonCode: z.string().nullable(),
        ...ofSignedDocument,
      })
      .nullable(),
    ...ofConfirmedOrder,
    signOffs: GivenSignOffs,
    rating: OrderRating.nullable(),
    proposalId: Id.nullable(),
    invoiceId: Id.nullable(),
    invoiceNumber: z.string().nullable(),
    closesAt: Instant.nullable(),
    busy: z
      .array(z.strictObject({ command: z.string(), phase: z.string(), effects: z.array(z.string()), since: Instant }))
      .describe('Commands whose effects in other services are being done or undone'),
    lines: z.array(OrderLine),
    repairLines: z.array(RepairLine),
    visits: z.array(OrderVisit),
    allowedActions: z.array(AllowedAction),
    links: z.strictObject({
      self: z.string(),
      temporal: z.string().nullable().describe('null for an order of the past, which never had a workflow'),
      timeline: z.string(),
    }),
  })
  .meta({ id: 'ServiceOrder' });
export type ServiceOrder = z.infer<typeof ServiceOrder>;
