/** What the address of the list of expenses holds. */
import * as z from 'zod';

import { Id, LocalDate } from '#contracts/http/schemas.ts';

export const ExpenseListSearch = z.object({
  technicianId: Id.optional().catch(undefined),
  from: LocalDate.optional().catch(undefined),
  to: LocalDate.optional().catch(undefined),
  paidBack: z.boolean().optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type ExpenseListSearch = z.infer<typeof ExpenseListSearch>;
