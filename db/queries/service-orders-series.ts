/** Where the series of the orders service begin. */
import type { SeriesName } from '#domain/service-orders/number-series.ts';
import type { MovableSeries } from '../moved-series.ts';

/** All of them, by name. */
export const movableSeries = {
  'service-orders': series('service-orders', 'SO-', 'service_order_numbers', 'service_orders'),
  requests: series('requests', 'R-', 'request_numbers', 'requests'),
  cases: series('cases', 'CS-', 'case_numbers', 'cases'),
  customers: series('customers', 'C-', 'customer_numbers', 'customers'),
  sites: series('sites', 'S-', 'site_numbers', 'sites'),
  contacts: series('contacts', 'P-', 'contact_numbers', 'contacts'),
  objects: series('objects', 'O-', 'object_numbers', 'service_objects'),
  quotes: series('quotes', 'Q-', 'quote_numbers', 'quotes'),
  agreements: series('agreements', 'A-', 'agreement_numbers', 'agreements'),
} as const satisfies Readonly<Record<SeriesName, MovableSeries<SeriesName>>>;

function series<Name extends SeriesName>(
  movedAs: Name,
  prefix: string,
  sequence: string,
  table: string,
): MovableSeries<Name> {
  return { movedAs, prefix, sequence, table };
}
