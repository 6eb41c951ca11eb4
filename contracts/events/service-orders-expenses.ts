/** What events of orders say of expenses: receipts by id and hash, who paid, and that it was paid back. */
import * as z from 'zod';

import { Id, Instant } from '../http/schemas.ts';

export const ExpenseSnapshot = z.object({
  receiptFileId: Id.nullable(),
  receiptSha256: z.string().nullable().describe('Of the receipt, in hex'),
  payBackTo: Id.nullable().describe('The technician who paid'),
  paidMinor: z.int().nullable().describe('What the receipt comes to, in the company’s currency'),
  paidBackAt: Instant.nullable(),
});

const line = z.object({ lineId: Id, lineNumber: z.int() });

export const ExpensePaidBack = z.object({
  line,
  payBackTo: Id.nullable(),
  paidMinor: z.int().nullable(),
  paidBackAt: Instant,
});

export const ExpensePayBackUndone = z.object({ line });
