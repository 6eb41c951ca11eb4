/** Who is there where an order's work is. */
import { useQuery } from '@tanstack/react-query';

import { contactRoutes } from '#contracts/http/customers.ts';
import type { Contact } from '#contracts/http/customer-schemas.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { queryOf } from '../../api/queries.ts';

/** The contact, whom the order has by id; undefined while it is fetched, and where there is none. */
export function useOrderContact({ customerId, contactId }: ServiceOrder): Contact | undefined {
  const request = { params: { customerId }, query: { limit: 200 } };
  const contacts = useQuery({ ...queryOf(contactRoutes.list, request), enabled: contactId !== null }).data;
  return contacts?.items.find((contact) => contact.contactId === contactId);
}
