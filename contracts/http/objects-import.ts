/** Service objects in files: their columns, and the door through which such a file comes in. */
import * as z from 'zod';

import { office } from '../roles.ts';
import { ExternalId, UpsertedServiceObject } from './customer-schemas.ts';
import { importedList, importRoute } from './import-route.ts';

/** The first field names it; cells that are empty leave what is there as it is. */
const ObjectInFile = z.strictObject({
  ...UpsertedServiceObject.omit({ customerId: true, siteId: true, parentObjectId: true, withParts: true }).shape,
  externalId: ExternalId,
  customerExternalId: ExternalId,
  siteExternalId: ExternalId.optional(),
  parentNumber: z.string().min(1).max(40).optional().describe('Of an object that is there, or on any row of the file'),
});
export type ObjectInFile = z.infer<typeof ObjectInFile>;

export const objectFile = importedList({
  row: ObjectInFile,
  once: [['externalId'], ['number']],
  columns: [
    { at: 'externalId', header: 'External id', kind: 'text', example: 'erp-55-1' },
    { at: 'customerExternalId', header: 'Customer (external id)', kind: 'text', example: 'crm-1001' },
    { at: 'siteExternalId', header: 'Site (external id)', kind: 'text', example: 'crm-1001-1' },
    { at: 'name', header: 'Name', kind: 'text', example: 'Door drive' },
    { at: 'number', header: 'Number', kind: 'text', example: 'O-2002' },
    { at: 'parentNumber', header: 'Part of (number)', kind: 'text', example: '' },
    { at: 'serialNumber', header: 'Serial number', kind: 'text', example: 'DD-44-17' },
    { at: 'installedOn', header: 'Installed on', kind: 'text', example: '2025-04-01' },
    { at: 'warrantyUntil', header: 'Warranty until', kind: 'text', example: '2027-03-31' },
    { at: 'active', header: 'Offered', kind: 'flag', example: 'yes' },
  ],
});

export const objectsImportRoutes = {
  objects: importRoute({ id: 'importObjects', area: 'objects', plural: 'objects', roles: office }),
} as const;
