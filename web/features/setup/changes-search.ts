/** What the address of the changes holds. */
import * as z from 'zod';

import { changeables } from '#contracts/http/setup-changes.ts';

import { ListSearch } from '../../ui/list-search.ts';

export const ChangesSearch = z.object({
  ...ListSearch.pick({ cursor: true }).shape,
  of: z.enum(changeables).optional().catch(undefined),
  id: z.string().min(1).max(100).optional().catch(undefined),
});
export type ChangesSearch = z.infer<typeof ChangesSearch>;
