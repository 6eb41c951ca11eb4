/** What a row of a file names by external ids, and what sending it did. */
import { contactRoutes, customerRoutes, siteRoutes } from '#contracts/http/customers.ts';

import { AnsweredProblem, read } from '../../api/client.ts';
import type { CsvColumn } from '../../ui/csv-rows.ts';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { text } from '../../ui/texts.ts';

/** The column that says whose site or contact a row is. */
export const customerColumn: CsvColumn = {
  at: 'customerExternalId',
  label: text('import.customer'),
  kind: 'text',
  example: 'crm-1001',
};

/**
 * The customer that a row names.
 * @throws AnsweredProblem when there is none
 */
export async function namedCustomer(externalId: string) {
  const { items } = await read(customerRoutes.list, { query: { externalId, limit: 1 } });
  return items[0] ?? unknown(text('import.customerUnknown', { externalId }));
}

/** The site of that customer and external id, if it is there. */
export async function siteOf(customerId: string, externalId: string) {
  const { items } = await read(siteRoutes.list, { params: { customerId }, query: { externalId, limit: 1 } });
  return items[0];
}

/**
 * The site that a row names.
 * @throws AnsweredProblem when the customer has none of that external id
 */
export async function namedSite(customerId: string, externalId: string) {
  return (await siteOf(customerId, externalId)) ?? unknown(text('import.siteUnknown', { externalId }));
}

/** The contact of that customer and external id, if it is there. */
export async function contactOf(customerId: string, externalId: string) {
  const { items } = await read(contactRoutes.list, { params: { customerId }, query: { externalId, limit: 1 } });
  return items[0];
}

/** What an upsert did, by the versions before and after it. */
export function outcomeOf(
  before: { readonly version: number } | undefined,
  after: { readonly version: number },
): CsvOutcome {
  if (before === undefined) return 'new';
  return before.version === after.version ? 'unchanged' : 'changed';
}

function unknown(title: string): never {
  throw new AnsweredProblem({ type: 'about:blank', title, status: 422, code: 'reference.unknown' });
}
