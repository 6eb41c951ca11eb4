/** What the address of a list holds. */
import * as z from 'zod';

export const ListSearch = z.object({
  search: z.string().max(100).optional().catch(undefined),
  /** True to show what is offered no more as well. */
  inactive: z.boolean().optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type ListSearch = z.infer<typeof ListSearch>;
