/** Sites from a CSV file, each below the customer whose external id its row names. */
import type * as z from 'zod';

import { ExternalId, UpsertedSite } from '#contracts/http/customer-schemas.ts';
import { siteRoutes } from '#contracts/http/customers.ts';

import { call } from '../../api/client.ts';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { text } from '../../ui/texts.ts';
import { customerColumn, namedCustomer, outcomeOf, siteOf } from './named-in-file.ts';

const SiteInFile = UpsertedSite.extend({ externalId: ExternalId, customerExternalId: ExternalId });
type SiteInFile = z.infer<typeof SiteInFile>;

export const siteImport: CsvImportSpec<SiteInFile> = {
  title: text('sites.title'),
  area: siteRoutes.upsert.area,
  columns: [
    { at: 'externalId', label: text('customer.externalId'), kind: 'text', example: 'crm-1001-1' },
    customerColumn,
    { at: 'name', label: text('customer.name'), kind: 'text', example: 'Main building' },
    { at: 'number', label: text('customer.number'), kind: 'text', example: 'S-2001' },
    { at: 'address/street', label: text('customer.street'), kind: 'text', example: 'Hafenstraße 5' },
    { at: 'address/postalCode', label: text('customer.postalCode'), kind: 'text', example: '20457' },
    { at: 'address/city', label: text('customer.city'), kind: 'text', example: 'Hamburg' },
    { at: 'address/country', label: text('customer.country'), kind: 'text', example: 'DE' },
    { at: 'timeZone', label: text('sites.timeZone'), kind: 'text', example: 'Europe/Berlin' },
    { at: 'active', label: text('list.active'), kind: 'flag', example: 'yes' },
  ],
  schema: SiteInFile,
  send,
};

async function send({ externalId, customerExternalId, ...body }: SiteInFile): Promise<CsvOutcome> {
  const { customerId } = await namedCustomer(customerExternalId);
  const before = await siteOf(customerId, externalId);
  const { body: after } = await call(siteRoutes.upsert, { params: { customerId, externalId }, body });
  return outcomeOf(before, after);
}
