/** Events of the aggregate `service-order`: ids, codes, quantities, amounts and instants, never names or notes. */
import * as z from 'zod';

import { orderOrigins } from '#domain/service-orders/header.ts';

import { Id, Instant, LocalDate, Quantity } from '../http/schemas.ts';
import { CoverageOfOrder } from './agreements-coverage.ts';
import { ClockSnapshot, SlaSnapshot } from './service-orders-clocks.ts';
import { headerSnapshot } from './service-orders-header.ts';
import { ExpensePaidBack, ExpensePayBackUndone, ExpenseSnapshot } from './service-orders-expenses.ts';
import { OrderFileNamed } from './service-orders-files.ts';
import { signOffEvents } from './service-orders-signed.ts';
import { define } from './service-orders-define.ts';
import {
  ApprovalSnapshot,
  ExtraJudged,
  LimitExceeded,
  QuoteAnswered,
  QuoteIssued,
  QuoteNamed,
} from './service-orders-extra-work.ts';

export const lineTypes = ['hour', 'expense', 'item', 'fee'] as const;
export const lineStatuses = ['planned', 'proposed', 'confirmed', 'posted', 'cancelled'] as const;

const Code = z.string().max(100);

/** An order line as it is now: what was planned, what was used, and what of it is in stock. */
export const LineSnapshot = z.object({
  lineId: Id,
  lineNumber: z.int(),
  type: z.enum(lineTypes),
  category: Code,
  status: z.enum(lineStatuses),
  chargeable: z.boolean(),
  itemId: Id.nullable(),
  technicianId: Id.nullable(),
  plannedQuantity: Quantity.nullable(),
  quantity: Quantity.nullable(),
  workDate: LocalDate,
  reserved: Quantity,
  missing: Quantity,
  issued: Quantity,
  objectId: Id.nullable().optional().describe('The related object on which it is done'),
  task: Code.nullable().optional().describe('The related task that it belongs to'),
  agreementLineNumber: z.int().nullable().optional().describe('The line of the agreement that it was taken from'),
  movedTo: Id.nullable().optional().describe('The order that it was moved to; here it is cancelled'),
  extra: z.boolean().optional().describe('Beyond what was agreed: it waits for the customer’s word'),
  approval: ApprovalSnapshot.nullable().optional(),
  plainItem: z.boolean().optional().describe('Not reserved: it leaves the stock when it is posted'),
  orderedOutside: z.object({ reference: z.string(), at: Instant, by: z.string() }).nullable().optional(),
  expense: ExpenseSnapshot.nullable().optional().describe('What is said of an expense'),
});
export type LineSnapshot = z.infer<typeof LineSnapshot>;

export const RepairLineSnapshot = z.object({
  repairLineId: Id,
  lineNumber: z.int(),
  objectId: Id.nullable(),
  condition: Code.nullable(),
  symptom: Code.nullable(),
  diagnosis: Code.nullable(),
  resolution: Code.nullable(),
  technicianId: Id.nullable(),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
});
export type RepairLineSnapshot = z.infer<typeof RepairLineSnapshot>;

const clocks = z.array(ClockSnapshot).optional().describe('Of the targets beside the one to resolve');

const coverage = CoverageOfOrder.optional();

const parts = z.array(z.object({ lineId: Id, reserved: Quantity, missing: Quantity, issued: Quantity }));

export const serviceOrderEvents = {
  created: define(
    'created',
    'An order was created',
    z.object({
      number: z.string(),
      companyId: Id,
      ...headerSnapshot,
      stageModelId: Code,
      stageModelVersion: z.int(),
      stage: Code,
      progress: z.string(),
      submittedAt: Instant,
      recordedTime: z.boolean(),
      requestId: Id.nullable(),
      followUpOf: Id.nullable(),
      lines: z.array(LineSnapshot),
      repairLines: z.array(RepairLineSnapshot),
      sla: SlaSnapshot.nullable(),
      clocks,
      agreementId: Id.nullable().optional().describe('Under which it was made'),
      objects: z.array(Id).optional().describe('The objects that it is about'),
      tasks: z.array(Code).optional().describe('The tasks that are done'),
      origin: z.enum(orderOrigins).optional().describe('The way by which it came'),
      salesOrderNumber: z.string().nullable().optional().describe('Of the sales order elsewhere that it was made of'),
      repeatNumber: z.int().optional().describe('How many orders it follows, one upon the other'),
      response: SlaSnapshot.nullable().optional().describe('Of the request that it was made of, as it ended'),
      coverage,
    }),
  ),
  headerChanged: define('header-changed', 'Fields of the header changed', z.object(headerSnapshot)),
  lineAdded: define('line-added', 'A line was added', z.object({ line: LineSnapshot, progress: z.string(), coverage })),
  lineChanged: define(
    'line-changed',
    'A line was changed, confirmed or cancelled',
    z.object({ line: LineSnapshot, progress: z.string(), coverage }),
  ),
  relationsChanged: define(
    'relations-changed',
    'The objects that the order is about, or its tasks, changed (notes of tasks stay in the order)',
    z.object({ objects: z.array(Id), tasks: z.array(Code) }),
  ),
  extraApproved: define('extra-approved', 'The customer approved work beyond what was agreed', ExtraJudged),
  extraRejected: define('extra-rejected', 'The customer rejected work beyond what was agreed', ExtraJudged),
  limitExceeded: define(
    'limit-exceeded',
    'A posting found lines beyond the amount that the order may not exceed',
    LimitExceeded,
  ),
  quoteIssued: define('quote-issued', 'The customer is asked for the word on extra lines at fixed prices', QuoteIssued),
  quoteApproved: define('quote-approved', 'The customer approved a quote', QuoteAnswered),
  quoteRejected: define('quote-rejected', 'The customer rejected a quote', QuoteAnswered),
  quoteExpired: define('quote-expired', 'Nobody answered a quote in time', QuoteNamed),
  quoteWithdrawn: define('quote-withdrawn', 'A quote was taken back', QuoteNamed),
  repairLineAdded: define(
    'repair-line-added',
    'A repair line was opened',
    z.object({ repairLine: RepairLineSnapshot }),
  ),
  repairLineChanged: define(
    'repair-line-changed',
    'A repair line was changed',
    z.object({ repairLine: RepairLineSnapshot }),
  ),
  noteAdded: define(
    'note-added',
    'A note was written (its words stay in the order)',
    z.object({ noteId: Id, kind: Code }),
  ),
  expensePaidBack: define('expense-paid-back', 'What a technician paid was paid back', ExpensePaidBack),
  expensePayBackUndone: define('expense-pay-back-undone', 'An expense is to pay back again', ExpensePayBackUndone),
  fileAdded: define('file-added', 'A file or photo was added to the order or a line', OrderFileNamed),
  fileChanged: define('file-changed', 'What is said of a file changed', OrderFileNamed),
  fileRemoved: define('file-removed', 'A file was taken out of the order', OrderFileNamed),
  rated: define(
    'rated',
    'The customer said how it was, from 1 to 5 (the words stay in the order)',
    z.object({ rating: z.int().min(1).max(5) }),
  ),
  effectsBegun: define(
    'effects-begun',
    'A command was accepted that other services have to answer first',
    z.object({ command: z.string(), commandId: z.string(), effects: z.array(z.string()) }),
  ),
  effectsEnded: define(
    'effects-ended',
    'What followed a command in other services is done',
    z.object({ command: z.string(), commandId: z.string() }),
  ),
  waitingOverdue: define(
    'waiting-overdue',
    'The instant until which the order waits has passed',
    z.object({ until: Instant }),
  ),
  effectsUndone: define(
    'effects-undone',
    'What a command had begun in other services is undone',
    z.object({ command: z.string(), commandId: z.string() }),
  ),
  commandRefused: define(
    'command-refused',
    'A command that was recorded is refused',
    z.object({
      command: z.string(),
      commandId: z.string(),
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  stageChanged: define(
    'stage-changed',
    'The order moved to another stage',
    z.object({
      command: z.enum(['changeStage', 'cancel', 'revoke', 'reopen']),
      from: Code,
      to: Code,
      end: z.enum(['none', 'done', 'cancelled']),
      reasonCode: Code.nullable(),
      waitingFor: Code.nullable(),
      until: Instant.nullable(),
      progress: z.string(),
      sla: SlaSnapshot.nullable(),
      clocks,
      parts,
      lineStatuses: z
        .array(z.object({ lineId: Id, status: z.enum(lineStatuses) }))
        .describe('Of every line, when cancelling or revoking changed them; else empty'),
      visitId: Id.nullable(),
      warnings: z.array(z.string()),
    }),
  ),
  stageModelChanged: define(
    'stage-model-changed',
    'The order goes on in another version of its stage model; it keeps its stage, or goes where a mapping sends it',
    z.object({
      stageModelId: Code,
      fromVersion: z.int(),
      toVersion: z.int(),
      cameFrom: z.array(Code).describe('The stages that it goes back to, the latest last'),
      progress: z.string().optional().describe('What the version makes of the lines'),
      mapped: z
        .object({
          ...{ from: Code, fromName: z.string(), to: Code, toName: z.string() },
          ...{ end: z.enum(['none', 'done', 'cancelled']), sla: SlaSnapshot.nullable(), clocks },
          warnings: z.array(z.string()),
        })
        .optional()
        .describe('Where the order stands now because its stage was gone'),
    }),
  ),
  visitPlanned: define('visit-planned', 'A further visit was planned', z.object({ visitId: Id, technicianId: Id })),
  visitChanged: define(
    'visit-changed',
    'A visit of the order moved on',
    z.object({ visitId: Id, technicianId: Id, status: Code, proposedLines: z.array(LineSnapshot) }),
  ),
  partsChanged: define('parts-changed', 'What is reserved, missing or issued changed', z.object({ parts })),
  ...signOffEvents,
  posted: define(
    'posted',
    'Confirmed lines were posted',
    z.object({
      proposalId: Id.nullable(),
      currency: z.string().nullable(),
      progress: z.string(),
      lines: z.array(
        z.object({
          ...{ lineId: Id, amountMinor: z.int(), costMinor: z.int() },
          coveredMinor: z.int().optional().describe('What the agreement paid of its price; 0 when absent'),
        }),
      ),
      parts,
    }),
  ),
  invoiced: define(
    'invoiced',
    'What was billable is on an invoice',
    z.object({ invoiceId: Id, invoiceNumber: z.string() }),
  ),
  slaWarned: define(
    'sla-warned',
    'The warning rung of the SLA was reached',
    z.object({ target: z.string(), at: Instant, dueAt: Instant }),
  ),
  slaBreached: define(
    'sla-breached',
    'The SLA target was missed',
    z.object({ target: z.string(), at: Instant, dueAt: Instant }),
  ),
  closed: define('closed', 'Nothing more can happen to the order', z.object({ stage: Code, progress: z.string() })),
} as const;

export type ServiceOrderEventName = keyof typeof serviceOrderEvents;
/** An event's data by its short name. */
export type ServiceOrderEventData = {
  [Name in ServiceOrderEventName]: z.output<(typeof serviceOrderEvents)[Name]['data']>;
};
