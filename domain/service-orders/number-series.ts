/** What the orders service numbers by series that a company may move, to go on where an earlier system ended. */
export const seriesNames = [
  'service-orders',
  'requests',
  'cases',
  'customers',
  'sites',
  'contacts',
  'objects',
  'agreements',
  'quotes',
] as const;
export type SeriesName = (typeof seriesNames)[number];
