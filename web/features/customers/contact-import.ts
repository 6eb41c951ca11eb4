/** Contacts from a CSV file, each below the customer whose external id its row names, and perhaps at one of its sites. */
import type * as z from 'zod';

import { ExternalId, UpsertedContact } from '#contracts/http/customer-schemas.ts';
import { contactRoutes } from '#contracts/http/customers.ts';

import { call } from '../../api/client.ts';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { text } from '../../ui/texts.ts';
import { contactOf, customerColumn, namedCustomer, namedSite, outcomeOf } from './named-in-file.ts';

const ContactInFile = UpsertedContact.omit({ siteId: true }).extend({
  externalId: ExternalId,
  customerExternalId: ExternalId,
  siteExternalId: ExternalId.optional(),
});
type ContactInFile = z.infer<typeof ContactInFile>;

export const contactImport: CsvImportSpec<ContactInFile> = {
  title: text('contacts.title'),
  area: contactRoutes.upsert.area,
  columns: [
    { at: 'externalId', label: text('customer.externalId'), kind: 'text', example: 'crm-p-88' },
    customerColumn,
    { at: 'siteExternalId', label: text('import.site'), kind: 'text', example: 'crm-1001-1' },
    { at: 'name', label: text('customer.name'), kind: 'text', example: 'Ada Ferrer' },
    { at: 'number', label: text('customer.number'), kind: 'text', example: 'P-2001' },
    { at: 'email', label: text('customer.email'), kind: 'text', example: 'ada.ferrer@hafen-residenz.example' },
    { at: 'phone', label: text('customer.phone'), kind: 'text', example: '+49 40 5550101' },
    { at: 'language', label: text('customer.language'), kind: 'text', example: 'de' },
    { at: 'active', label: text('list.active'), kind: 'flag', example: 'yes' },
  ],
  schema: ContactInFile,
  send,
};

async function send(row: ContactInFile): Promise<CsvOutcome> {
  const { externalId, customerExternalId, siteExternalId, ...fields } = row;
  const { customerId } = await namedCustomer(customerExternalId);
  const site = siteExternalId === undefined ? undefined : await namedSite(customerId, siteExternalId);
  const before = await contactOf(customerId, externalId);
  const body = { ...fields, ...(site === undefined ? {} : { siteId: site.siteId }) };
  const { body: after } = await call(contactRoutes.upsert, { params: { customerId, externalId }, body });
  return outcomeOf(before, after);
}
