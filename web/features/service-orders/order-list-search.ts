/** The filters of the order list as they stand in its address. What does not fit is left out. */
import * as z from 'zod';

import { Id } from '#contracts/http/schemas.ts';
import { attentions } from '#domain/service-orders/attention.ts';
import { slaStates } from '#domain/sla/clock.ts';

export const OrderListSearch = z.object({
  number: z.string().max(40).optional().catch(undefined),
  customerId: Id.optional().catch(undefined),
  stage: z.array(z.string()).max(50).optional().catch(undefined),
  slaState: z.enum(slaStates).optional().catch(undefined),
  attention: z.enum(attentions).optional().catch(undefined),
  missingParts: z.literal(true).optional().catch(undefined),
  /** Closed orders are shown as well. */
  all: z.literal(true).optional().catch(undefined),
  /** The dialog of a new order is open. */
  new: z.literal(true).optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type OrderListSearch = z.infer<typeof OrderListSearch>;

/** The API's query of the filters. */
export function queryOfSearch(search: OrderListSearch) {
  const { all, new: _, ...rest } = search;
  return { ...rest, ...(all === true ? {} : { open: true }) };
}

/** Whether anything but the page is chosen. */
export function isFiltered({ cursor: _page, new: _new, ...filters }: OrderListSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
