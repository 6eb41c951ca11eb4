/** Customers from a CSV file, each known by its id in the system that the file comes from. */
import * as z from 'zod';

import { ExternalId } from '#contracts/http/customer-schemas.ts';
import { customerRoutes } from '#contracts/http/customers.ts';

import { call, read } from '../../api/client.ts';
import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import { text } from '../../ui/texts.ts';
import { namedCustomer, outcomeOf } from './named-in-file.ts';

const { upsert, list } = customerRoutes;

/** The first fields name it; cells that are empty leave what is there as it is. */
const CustomerInFile = z.object({
  ...upsert.params.shape,
  ...upsert.body.omit({ billToCustomerId: true }).shape,
  billToExternalId: ExternalId.optional(),
});

async function send(row: z.infer<typeof CustomerInFile>): Promise<CsvOutcome> {
  const { externalId, billToExternalId, ...fields } = row;
  const billTo = billToExternalId === undefined ? undefined : await namedCustomer(billToExternalId);
  const body = { ...fields, ...(billTo === undefined ? {} : { billToCustomerId: billTo.customerId }) };
  const { items } = await read(list, { query: { externalId, limit: 1 } });
  const answer = await call(upsert, { params: { externalId }, body });
  return outcomeOf(items[0], answer.body);
}

export const customerImport: CsvImportSpec<z.infer<typeof CustomerInFile>> = {
  title: text('customers.title'),
  area: upsert.area,
  columns: [
    { at: 'externalId', label: text('customer.externalId'), kind: 'text', example: 'crm-1001' },
    { at: 'name', label: text('customer.name'), kind: 'text', example: 'Hafen Residenz GmbH' },
    { at: 'number', label: text('customer.number'), kind: 'text', example: 'C-2001' },
    { at: 'address/street', label: text('customer.street'), kind: 'text', example: 'Hafenstraße 5' },
    { at: 'address/postalCode', label: text('customer.postalCode'), kind: 'text', example: '20457' },
    { at: 'address/city', label: text('customer.city'), kind: 'text', example: 'Hamburg' },
    { at: 'address/country', label: text('customer.country'), kind: 'text', example: 'DE' },
    { at: 'email', label: text('customer.email'), kind: 'text', example: 'office@hafen-residenz.example' },
    { at: 'phone', label: text('customer.phone'), kind: 'text', example: '+49 40 5550100' },
    { at: 'language', label: text('customer.language'), kind: 'text', example: 'de' },
    { at: 'billToExternalId', label: text('import.billTo'), kind: 'text', example: '' },
    { at: 'paymentTermsDays', label: text('customer.paymentTerms'), kind: 'number', example: '30' },
    { at: 'active', label: text('list.active'), kind: 'flag', example: 'yes' },
  ],
  schema: CustomerInFile,
  send,
};
