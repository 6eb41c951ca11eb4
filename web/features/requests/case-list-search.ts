/** What the address of the list of cases holds. */
import * as z from 'zod';

import { Id } from '#contracts/http/schemas.ts';

/** What the list shows; `unclosed` when the address says nothing. */
export const caseShows = ['unclosed', 'open', 'waiting', 'closed'] as const;

export const CaseListSearch = z.object({
  status: z.enum(caseShows).optional().catch(undefined),
  /** About it, or about what stands below it. */
  category: z.string().max(60).optional().catch(undefined),
  mine: z.literal(true).optional().catch(undefined),
  /** The dialog of a new case is open. */
  new: z.literal(true).optional().catch(undefined),
  /** Whose case, and of what, the dialog begins with. */
  customerId: Id.optional().catch(undefined),
  requestId: Id.optional().catch(undefined),
  orderId: Id.optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
});
