/** Wire schemas of customers, sites, contacts and objects: what is sent and what is shown. */
import * as z from 'zod';

import { Principal } from '../roles.ts';
import { addressFields, Email, Id, Instant, Language, LocalDate, Name } from './schemas.ts';

export const Address = z.strictObject(addressFields).meta({ id: 'Address' });

/** A number that someone gives, such as `C-10001`; without one the next of the series is taken. */
const GivenNumber = z
  .string()
  .max(40)
  .regex(/^[A-Za-z0-9]+([-_./][A-Za-z0-9]+)*$/);
export const ExternalId = z.string().min(1).max(120).describe('The id in the system that feeds this in');
const Phone = z.string().trim().min(1).max(40);
const Active = z.boolean().describe('False for what stays for its history and is offered no more');

const customerFields = {
  name: Name,
  address: Address.nullable(),
  email: Email.nullable(),
  phone: Phone.nullable(),
  billToCustomerId: Id.describe('Who gets the invoices; the customer itself when absent'),
  language: Language,
  paymentTermsDays: z.int().min(0).max(365).describe('Calendar days to pay an invoice'),
  active: Active,
};

const siteFields = {
  name: Name,
  address: Address.nullable(),
  timeZone: z.string().min(1).max(60).nullable().describe('IANA zone of appointments there; null: the company’s'),
  active: Active,
};

const contactFields = {
  siteId: Id.nullable(),
  name: Name,
  email: Email.nullable(),
  phone: Phone.nullable(),
  language: Language.nullable(),
  active: Active,
};

const objectFields = {
  customerId: Id,
  parentObjectId: Id.nullable().describe('The larger object of the same customer that it is part of'),
  siteId: Id.nullable().describe('A part stands where its parent stands'),
  name: Name,
  serialNumber: z.string().trim().min(1).max(120).nullable(),
  installedOn: LocalDate.nullable().describe('By the clocks of its site'),
  warrantyUntil: LocalDate.nullable().describe('The last day of its warranty, by the clocks of its site'),
  active: Active,
};

const shown = { version: z.int().min(1), number: z.string(), externalId: z.string().nullable() };
/** How a thing is found: both stay as they were once given. */
const given = { number: GivenNumber.optional(), externalId: ExternalId.optional() };

/** What is sent: a new thing must have what `needed` names, a change may leave everything out. */
const sent = <Fields extends z.ZodRawShape>(fields: Fields) => z.strictObject(fields).partial();

export const Customer = z.strictObject({ customerId: Id, ...shown, ...customerFields }).meta({ id: 'Customer' });
export type Customer = z.infer<typeof Customer>;
export const CustomerChange = sent(customerFields).extend(given).meta({ id: 'CustomerChange' });
export const NewCustomer = CustomerChange.extend({ name: Name }).meta({ id: 'NewCustomer' });
export const UpsertedCustomer = NewCustomer.omit({ externalId: true }).meta({ id: 'UpsertedCustomer' });

export const Site = z.strictObject({ siteId: Id, customerId: Id, ...shown, ...siteFields }).meta({ id: 'Site' });
export type Site = z.infer<typeof Site>;
export const SiteChange = sent(siteFields).extend(given).meta({ id: 'SiteChange' });
export const NewSite = SiteChange.extend({ name: Name }).meta({ id: 'NewSite' });
export const UpsertedSite = NewSite.omit({ externalId: true }).meta({ id: 'UpsertedSite' });

export const Contact = z
  .strictObject({ contactId: Id, customerId: Id, ...shown, ...contactFields })
  .meta({ id: 'Contact' });
export type Contact = z.infer<typeof Contact>;
export const ContactChange = sent(contactFields).extend(given).meta({ id: 'ContactChange' });
export const NewContact = ContactChange.extend({ name: Name }).meta({ id: 'NewContact' });
export const UpsertedContact = NewContact.omit({ externalId: true }).meta({ id: 'UpsertedContact' });

export const CustomerHistoryEntry = z
  .strictObject({
    eventId: Id,
    of: z.enum(['customer', 'site', 'contact']),
    number: z.string(),
    what: z.enum(['entered', 'changed']),
    changed: z.array(z.string()).describe('Names of the fields that changed; none where it was not written down'),
    principal: Principal,
    at: Instant,
  })
  .meta({ id: 'CustomerHistoryEntry', description: 'Who changed what of a customer; values are not kept' });
export type CustomerHistoryEntry = z.infer<typeof CustomerHistoryEntry>;

export const ServiceObject = z
  .strictObject({
    objectId: Id,
    ...shown,
    ...objectFields,
    warranty: z
      .enum(['none', 'running', 'ended'])
      .describe('On the present day of its site; none where no day is known'),
  })
  .meta({ id: 'ServiceObject' });
export type ServiceObject = z.infer<typeof ServiceObject>;
export const ServiceObjectChange = sent(objectFields)
  .omit({ customerId: true })
  .extend({
    ...given,
    withParts: z.boolean().optional().describe('True: what is part of it goes out of use with it'),
  })
  .meta({ id: 'ServiceObjectChange' });
const EnteredServiceObject = ServiceObjectChange.extend({ customerId: Id, name: Name });
export const NewServiceObject = EnteredServiceObject.omit({ withParts: true }).meta({ id: 'NewServiceObject' });
export const UpsertedServiceObject = EnteredServiceObject.omit({ externalId: true }).meta({
  id: 'UpsertedServiceObject',
});

export const ServiceObjectTree = z
  .strictObject({
    above: z.array(ServiceObject).describe('What it is part of: the whole first'),
    below: z
      .array(ServiceObject)
      .describe('All that is part of it: each before its own parts, beside others by number'),
    moreBelow: z.boolean().describe('True where there are more parts than are told'),
  })
  .meta({ id: 'ServiceObjectTree' });
export type ServiceObjectTree = z.infer<typeof ServiceObjectTree>;
