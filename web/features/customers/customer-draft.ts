/** A customer as the form holds it, and as the API takes it. */
import type { Customer } from '#contracts/http/customer-schemas.ts';
import { newCustomer } from '#domain/customers/customer.ts';

import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { addressOfDraft, noAddress } from './address.ts';
import { givenDraftOf, givenOf } from '../../ui/given-fields.tsx';

export type CustomerDraft = ReturnType<typeof customerDraftOf>;

/** The draft of a customer, or of a new one with what holds where nothing is said. */
export function customerDraftOf(customer: Customer | null) {
  const shown = customer ?? { customerId: '', ...newCustomer('', { number: '', name: '' }) };
  const { name, address, email, phone, customerId, billToCustomerId, language, paymentTermsDays, active } = shown;
  return {
    ...givenDraftOf(customer),
    name,
    address: address ?? noAddress,
    email: email ?? '',
    phone: phone ?? '',
    billToCustomerId: billToCustomerId === customerId ? '' : billToCustomerId,
    language,
    paymentTermsDays,
    active,
  };
}

/** What is sent; a bill-to customer that was taken away leaves the customer itself. */
export function customerOfDraft(draft: CustomerDraft, before: Customer | null) {
  const { name, address, email, phone, billToCustomerId, language, paymentTermsDays, active } = draft;
  const billTo = textOrNothing(billToCustomerId) ?? before?.customerId;
  return {
    ...givenOf(draft, before),
    name,
    address: addressOfDraft(address),
    email: textOrNothing(email) ?? null,
    phone: textOrNothing(phone) ?? null,
    ...(billTo === undefined ? {} : { billToCustomerId: billTo }),
    language,
    paymentTermsDays,
    active,
  };
}
