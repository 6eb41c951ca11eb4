/** Customers, sites and contacts as other systems feed them in. What they name, they name by external ids. */
import * as z from 'zod';

import { ContactChange, CustomerChange, SiteChange } from './customer-schemas.ts';
import { FedId, feedDoors, feedRoute } from './feed-route.ts';

const area = 'customers';

export const FedCustomer = z
  .strictObject({
    ...CustomerChange.omit({ externalId: true, billToCustomerId: true }).shape,
    billToExternalId: FedId.nullable().optional().describe('Who gets the invoices; the customer itself when null'),
  })
  .meta({ id: 'FedCustomer' });

export const FedSite = z
  .strictObject({ ...SiteChange.omit({ externalId: true }).shape, customerExternalId: FedId })
  .meta({ id: 'FedSite' });

export const FedContact = z
  .strictObject({
    ...ContactChange.omit({ externalId: true, siteId: true }).shape,
    customerExternalId: FedId,
    siteExternalId: FedId.nullable().optional(),
  })
  .meta({ id: 'FedContact' });

const of = { area, problems: [] } as const;

export const customersFeedRoutes = {
  customer: feedRoute({ ...of, one: 'Customer', plural: 'customers', record: FedCustomer }),
  site: feedRoute({ ...of, one: 'Site', plural: 'sites', record: FedSite }),
  contact: feedRoute({ ...of, one: 'Contact', plural: 'contacts', record: FedContact }),
  ...feedDoors({ area, one: 'Customer', path: 'customer-feed' }),
} as const;
