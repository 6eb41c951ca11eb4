/** Where an order's work is, and who is there. */
import { useQuery } from '@tanstack/react-query';

import { contactRoutes, siteRoutes } from '#contracts/http/customers.ts';
import type { Contact, Site } from '#contracts/http/customer-schemas.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { queryOf } from '../../api/queries.ts';

export interface OrderPlace {
  readonly site: Site | undefined;
  readonly contact: Contact | undefined;
}

/** Site and contact, which the order has by id; undefined while they are fetched, and where there is none. */
export function useOrderPlace({ customerId, siteId, contactId }: ServiceOrder): OrderPlace {
  const request = { params: { customerId }, query: { limit: 200 } };
  const sites = useQuery({ ...queryOf(siteRoutes.list, request), enabled: siteId !== null }).data;
  const contacts = useQuery({ ...queryOf(contactRoutes.list, request), enabled: contactId !== null }).data;
  return {
    site: sites?.items.find((site) => site.siteId === siteId),
    contact: contacts?.items.find((contact) => contact.contactId === contactId),
  };
}
