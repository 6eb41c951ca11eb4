/** What the address of the request queue holds. */
import * as z from 'zod';

import { requestStatuses } from '#domain/requests/request.ts';

export const RequestListSearch = z.object({
  /** Those that wait when absent. */
  status: z.enum(requestStatuses).optional().catch(undefined),
  /** The dialog of a new request is open. */
  new: z.literal(true).optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type RequestListSearch = z.infer<typeof RequestListSearch>;
