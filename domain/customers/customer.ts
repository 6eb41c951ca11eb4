/** Customers, their sites and their contacts: who is served where, who is asked, and who is billed. */
import { said, type ChangeOf, type Numbered } from '../shared/numbered.ts';

/** A postal address; `country` is ISO 3166-1 alpha-2. */
export interface Address {
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
}

export interface Customer extends Numbered {
  readonly name: string;
  readonly address: Address | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Who gets the invoices of the orders served to this customer: itself unless another is named. */
  readonly billToCustomerId: string;
  /** BCP 47, such as `en` or `de-AT`: the language of what the customer reads. */
  readonly language: string;
  /** Calendar days that the customer has to pay an invoice. */
  readonly paymentTermsDays: number;
  /** False for a customer that stays for what uses it, and is offered no more. */
  readonly active: boolean;
}

/** Where a customer is served. */
export interface Site extends Numbered {
  readonly name: string;
  readonly address: Address | null;
  /** IANA zone of appointments there; null where the company's own holds. */
  readonly timeZone: string | null;
  readonly active: boolean;
}

/** A person at a customer. */
export interface Contact extends Numbered {
  /** The site that the person belongs to, or null. */
  readonly siteId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string | null;
  readonly active: boolean;
}

/** What a new thing must say; the rest has defaults. */
type NewOf<Thing extends Numbered & { readonly name: string }> = ChangeOf<Thing> & Pick<Thing, 'number' | 'name'>;

const unreachable = { email: null, phone: null } as const;
const common = { externalId: null, active: true } as const;

/** A new customer: billed itself, in English, within 30 days, where nothing else is said. */
export function newCustomer(customerId: string, input: NewOf<Customer>): Customer {
  const terms = { billToCustomerId: customerId, language: 'en', paymentTermsDays: 30 };
  return { ...common, ...unreachable, ...terms, address: null, ...said(input) };
}

export function newSite(input: NewOf<Site>): Site {
  return { ...common, address: null, timeZone: null, ...said(input) };
}

export function newContact(input: NewOf<Contact>): Contact {
  return { ...common, ...unreachable, siteId: null, language: null, ...said(input) };
}
