/** What the order list reads for an address: asked for while its page is still being loaded. */
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { queryOf } from '../../api/queries.ts';
import { queryOfSearch } from './order-list-search.ts';
import type { OrderListSearch } from './order-list-search.ts';

const rowsAPage = 50;

/** The query of one page of the list. */
export function orderListQuery(search: OrderListSearch) {
  return queryOf(serviceOrderRoutes.list, { query: { ...queryOfSearch(search), limit: rowsAPage } });
}
