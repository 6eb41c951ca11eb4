/** The filters of the order list and how it is shown, as they stand in its address. What does not fit is left out. */
import * as z from 'zod';

import type { OrderView } from '#contracts/http/identity-views.ts';
import { Id } from '#contracts/http/schemas.ts';
import { orderColumns, orderSorts } from '#contracts/http/service-orders-list.ts';
import { attentions } from '#domain/service-orders/attention.ts';
import { orderOrigins } from '#domain/service-orders/header.ts';
import { slaStates } from '#domain/sla/clock.ts';

export const OrderListSearch = z.object({
  number: z.string().max(40).optional().catch(undefined),
  customerId: Id.optional().catch(undefined),
  stage: z.array(z.string()).max(50).optional().catch(undefined),
  slaState: z.enum(slaStates).optional().catch(undefined),
  attention: z.enum(attentions).optional().catch(undefined),
  responsibleId: Id.optional().catch(undefined),
  mine: z.literal(true).optional().catch(undefined),
  origin: z.enum(orderOrigins).optional().catch(undefined),
  missingParts: z.literal(true).optional().catch(undefined),
  /** Closed orders are shown as well. */
  all: z.literal(true).optional().catch(undefined),
  sort: z.enum(orderSorts).optional().catch(undefined),
  ascending: z.literal(true).optional().catch(undefined),
  /** The usual ones when absent. */
  columns: z.array(z.enum(orderColumns)).max(orderColumns.length).optional().catch(undefined),
  /** The saved view that all of this was once taken from. */
  view: Id.optional().catch(undefined),
  /** The dialog of a new order is open. */
  new: z.literal(true).optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type OrderListSearch = z.infer<typeof OrderListSearch>;

/** The API's query of the filters and of the sequence. */
export function queryOfSearch(search: OrderListSearch) {
  const { all, new: _new, columns: _columns, view: _view, ...rest } = search;
  return { ...rest, ...(all === true ? {} : { open: true }) };
}

/** Whether anything but the page and the look is chosen. */
export function isFiltered(search: OrderListSearch): boolean {
  const { number, customerId, stage, slaState, attention, missingParts, all, responsibleId, mine, origin } = search;
  const filters = [number, customerId, stage, slaState, attention, missingParts, all, responsibleId, mine, origin];
  return filters.some((value) => value !== undefined);
}

/** What a saved view keeps of an address. */
export function viewOfSearch(search: OrderListSearch): OrderView {
  const { number, customerId, stage, slaState, attention, missingParts, all, sort, ascending, columns } = search;
  const { responsibleId, mine, origin } = search;
  const open = all === true ? undefined : true;
  const filters = { number, customerId, stage, slaState, attention, missingParts, open, responsibleId, mine, origin };
  return { filters, sort, ascending, columns };
}

/** The address of a saved view. */
export function searchOfView(viewId: string, { filters: { open, ...filters }, ...look }: OrderView): OrderListSearch {
  return OrderListSearch.parse({ ...filters, all: open === true ? undefined : true, ...look, view: viewId });
}
