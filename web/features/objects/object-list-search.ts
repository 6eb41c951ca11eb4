/** What the address of the list of objects holds. */
import * as z from 'zod';

import { ListSearch } from '../../ui/list-search.ts';

const Day = z.iso.date().optional().catch(undefined);

export const ObjectListSearch = ListSearch.extend({
  customer: z.uuid().optional().catch(undefined),
  /** The warranty ends on this day or later. */
  from: Day,
  /** The warranty ends on this day or earlier. */
  to: Day,
});
export type ObjectListSearch = z.infer<typeof ObjectListSearch>;
