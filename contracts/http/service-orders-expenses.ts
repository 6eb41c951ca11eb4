/** Expenses of order lines: what is said of them, and the doors through which technicians are paid back. */
import * as z from 'zod';

import { billers } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, LocalDate, Page, PageQuery } from './schemas.ts';

const area = 'service-orders';

export const ExpenseWish = z
  .strictObject({
    receiptFileId: Id.nullable().describe('Uploaded first with POST /v1/files as a photo or document, for no customer'),
    payBackTo: Id.nullable().describe('The technician who paid; null when the company did'),
    paidMinor: z.int().min(1).nullable().describe('What the receipt comes to, in the company’s currency'),
  })
  .meta({ id: 'ExpenseWish', description: 'What is said of an expense, as a whole; on expense lines only' });

/** Members of a line as it is shown. */
export const ofExpenseLine = {
  expense: z
    .strictObject({ ...ExpenseWish.shape, paidBackAt: Instant.nullable() })
    .meta({ id: 'LineExpense' })
    .nullable()
    .describe('Null where nothing was said, and for customers'),
  receiptMissing: z.boolean().describe('Its category asks for a receipt, and there is none: it is not posted'),
};

export const PaidExpense = z
  .strictObject({
    ...{ orderId: Id, number: z.string(), lineId: Id, lineNumber: z.int(), category: z.string() },
    ...{ description: z.string().nullable(), workDate: LocalDate, status: z.string() },
    ...{ technicianId: Id, paidMinor: z.int(), receiptFileId: Id.nullable() },
    paidBack: z
      .strictObject({ at: Instant, by: z.string().describe('The principal'), reference: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: 'PaidExpense', description: 'A confirmed or posted expense that a technician paid' });
export type PaidExpense = z.infer<typeof PaidExpense>;

const filter = {
  technicianId: Id.optional(),
  from: LocalDate.optional().describe('The first day of the work'),
  to: LocalDate.optional().describe('The last day of the work'),
  paidBack: z.boolean().optional().describe('Only those that were paid back, or only those that were not'),
};

/** The columns of the list as a file. */
export const expenseFileColumns = [
  ...['Order', 'Line', 'Category', 'Description', 'Day', 'Status', 'Technician number', 'Technician'],
  ...['Paid', 'Currency', 'Receipt', 'Paid back', 'Reference'],
] as const;

const params = z.strictObject({ orderId: Id, lineId: Id });

export const expenseRoutes = {
  list: route({
    id: 'listPaidExpenses',
    area,
    method: 'GET',
    path: '/v1/paid-expenses',
    summary: 'Confirmed and posted expenses that technicians paid, the oldest first',
    roles: billers,
    query: z.strictObject({ ...PageQuery.shape, ...filter }),
    responses: { 200: { description: 'A page', schema: Page(PaidExpense) } },
    problems: [],
  }),
  export: route({
    id: 'exportPaidExpenses',
    area,
    method: 'GET',
    path: '/v1/paid-expenses.csv',
    summary: 'The same as a CSV file',
    description: 'Text that a spreadsheet would take for a formula begins with an apostrophe.',
    roles: billers,
    query: z.strictObject(filter),
    responses: { 200: { description: 'The file, as it is read', mime: 'text/csv; charset=utf-8' } },
    problems: [],
  }),
  payBack: route({
    id: 'payBackExpense',
    area,
    method: 'POST',
    path: '/v1/service-orders/:orderId/lines/:lineId/pay-back',
    summary: 'Record that what a technician paid was paid back',
    roles: billers,
    params,
    body: z
      .strictObject({ reference: z.string().trim().min(1).max(100).optional().describe('Such as that of the payroll') })
      .meta({ id: 'PayBack' }),
    responses: { 204: { description: 'Recorded' } },
    problems: ['resource.unknown', 'order.paid-back', 'order.nothing-to-pay-back', 'idempotency.other-body'],
    idempotent: true,
  }),
  undo: route({
    id: 'undoPayBack',
    area,
    method: 'POST',
    path: '/v1/service-orders/:orderId/lines/:lineId/undo-pay-back',
    summary: 'Take that record back',
    roles: billers,
    params,
    body: z.strictObject({}),
    responses: { 204: { description: 'Taken back' } },
    problems: ['resource.unknown', 'order.nothing-to-pay-back', 'idempotency.other-body'],
    idempotent: true,
  }),
} as const;
