/** Customers, sites and contacts in files: their columns, and the doors through which such a file comes in. */
import * as z from 'zod';

import { customerWriters } from './customers.ts';
import { ExternalId, UpsertedContact, UpsertedCustomer, UpsertedSite } from './customer-schemas.ts';
import { importedList, importRoute } from './import-route.ts';
import type { ImportColumn } from './import-route.ts';

const area = 'customers';

/** The first fields name it; cells that are empty leave what is there as it is. */
const CustomerInFile = z.strictObject({
  ...UpsertedCustomer.omit({ billToCustomerId: true }).shape,
  externalId: ExternalId,
  billToExternalId: ExternalId.optional(),
});
export type CustomerInFile = z.infer<typeof CustomerInFile>;

const SiteInFile = z.strictObject({
  ...UpsertedSite.shape,
  externalId: ExternalId,
  customerExternalId: ExternalId,
});
export type SiteInFile = z.infer<typeof SiteInFile>;

const ContactInFile = z.strictObject({
  ...UpsertedContact.omit({ siteId: true }).shape,
  externalId: ExternalId,
  customerExternalId: ExternalId,
  siteExternalId: ExternalId.optional(),
});
export type ContactInFile = z.infer<typeof ContactInFile>;

const addressColumns: readonly ImportColumn[] = [
  { at: 'address/street', header: 'Street', kind: 'text', example: 'Hafenstraße 5' },
  { at: 'address/postalCode', header: 'Postal code', kind: 'text', example: '20457' },
  { at: 'address/city', header: 'Town', kind: 'text', example: 'Hamburg' },
  { at: 'address/country', header: 'Country', kind: 'text', example: 'DE' },
];

const customerColumn: ImportColumn = {
  at: 'customerExternalId',
  header: 'Customer (external id)',
  kind: 'text',
  example: 'crm-1001',
};

const activeColumn: ImportColumn = { at: 'active', header: 'Offered', kind: 'flag', example: 'yes' };

const once = [['externalId'], ['number']] as const;

export const customerFile = importedList({
  row: CustomerInFile,
  once,
  columns: [
    { at: 'externalId', header: 'External id', kind: 'text', example: 'crm-1001' },
    { at: 'name', header: 'Name', kind: 'text', example: 'Hafen Residenz GmbH' },
    { at: 'number', header: 'Number', kind: 'text', example: 'C-2001' },
    ...addressColumns,
    { at: 'email', header: 'E-mail address', kind: 'text', example: 'office@hafen-residenz.example' },
    { at: 'phone', header: 'Phone', kind: 'text', example: '040 5550100' },
    { at: 'language', header: 'Language', kind: 'text', example: 'de' },
    { at: 'billToExternalId', header: 'Bill to (external id)', kind: 'text', example: '' },
    { at: 'paymentTermsDays', header: 'Days to pay', kind: 'number', example: '30' },
    activeColumn,
  ],
});

export const siteFile = importedList({
  row: SiteInFile,
  once,
  columns: [
    { at: 'externalId', header: 'External id', kind: 'text', example: 'crm-1001-1' },
    customerColumn,
    { at: 'name', header: 'Name', kind: 'text', example: 'Main building' },
    { at: 'number', header: 'Number', kind: 'text', example: 'S-2001' },
    ...addressColumns,
    { at: 'timeZone', header: 'Time zone', kind: 'text', example: 'Europe/Berlin' },
    activeColumn,
  ],
});

export const contactFile = importedList({
  row: ContactInFile,
  once,
  columns: [
    { at: 'externalId', header: 'External id', kind: 'text', example: 'crm-p-88' },
    customerColumn,
    { at: 'siteExternalId', header: 'Site (external id)', kind: 'text', example: 'crm-1001-1' },
    { at: 'name', header: 'Name', kind: 'text', example: 'Ada Ferrer' },
    { at: 'number', header: 'Number', kind: 'text', example: 'P-2001' },
    { at: 'email', header: 'E-mail address', kind: 'text', example: 'ada.ferrer@hafen-residenz.example' },
    { at: 'phone', header: 'Phone', kind: 'text', example: '040 5550101' },
    { at: 'language', header: 'Language', kind: 'text', example: 'de' },
    activeColumn,
  ],
});

export const customersImportRoutes = {
  customers: importRoute({ id: 'importCustomers', area, plural: 'customers', roles: customerWriters }),
  sites: importRoute({ id: 'importSites', area, plural: 'sites', roles: customerWriters }),
  contacts: importRoute({ id: 'importContacts', area, plural: 'contacts', roles: customerWriters }),
} as const;
