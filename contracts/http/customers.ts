/** The doors of customers, their sites and their contacts. */
import * as z from 'zod';

import { office, staffAndCustomers, staffRoles } from '../roles.ts';
import {
  Contact,
  ContactChange,
  Customer,
  CustomerChange,
  CustomerHistoryEntry,
  ExternalId,
  NewContact,
  NewCustomer,
  NewSite,
  Site,
  SiteChange,
  UpsertedContact,
  UpsertedCustomer,
  UpsertedSite,
} from './customer-schemas.ts';
import { route } from './route.ts';
import { Id, Page, PageQuery } from './schemas.ts';

const area = 'customers';
/** Who keeps customers, their sites and their contacts. */
export const customerWriters = [...office, 'billing'] as const;

const newProblems = ['number.taken', 'external-id.taken', 'reference.unknown', 'idempotency.other-body'] as const;
const upsertProblems = ['number.taken', 'number.fixed', 'reference.unknown', 'feed.field-owned'] as const;
const changeProblems = [
  'resource.unknown',
  'request.version-stale',
  'external-id.taken',
  'number.fixed',
  'external-id.fixed',
  'reference.unknown',
  'feed.field-owned',
] as const;

const customer = z.strictObject({ customerId: Id });
const search = {
  ...PageQuery.shape,
  search: z.string().max(100).optional().describe('Part of the name, the number or the external id'),
  active: z.boolean().optional(),
};

/** Sites and contacts have the same four doors below their customer. */
function doors<const One extends string, const Many extends string, const Plural extends string>(names: {
  one: One;
  many: Many;
  plural: Plural;
}) {
  return <
    Shown extends z.ZodObject,
    New extends z.ZodObject,
    Upserted extends z.ZodObject,
    Changed extends z.ZodObject,
    Params extends z.ZodObject,
  >(schemas: {
    shown: Shown;
    created: New;
    upserted: Upserted;
    changed: Changed;
    params: Params;
  }) =>
    ({
      create: route({
        id: `create${names.one}`,
        area,
        method: 'POST',
        path: `/v1/customers/:customerId/${names.plural}`,
        summary: `Enter a ${names.one.toLowerCase()} of a customer`,
        roles: customerWriters,
        params: customer,
        body: schemas.created,
        responses: { 201: { description: 'Entered', schema: schemas.shown } },
        problems: ['resource.unknown', ...newProblems],
        idempotent: true,
      }),
      upsert: route({
        id: `put${names.one}ByExternalId`,
        area,
        method: 'PUT',
        path: `/v1/customers/:customerId/${names.plural}/by-external-id/:externalId`,
        summary: `Enter or change a ${names.one.toLowerCase()} by its external id; fields left out stay as they are`,
        roles: customerWriters,
        params: z.strictObject({ customerId: Id, externalId: ExternalId }),
        body: schemas.upserted,
        responses: {
          200: { description: 'Changed, or the same already', schema: schemas.shown },
          201: { description: 'Entered', schema: schemas.shown },
        },
        problems: ['resource.unknown', 'external-id.taken', ...upsertProblems],
      }),
      list: route({
        id: `list${names.many}`,
        area,
        method: 'GET',
        path: `/v1/customers/:customerId/${names.plural}`,
        summary: `The ${names.plural} of a customer, by number`,
        roles: staffAndCustomers,
        params: customer,
        query: z.strictObject({ ...PageQuery.shape, externalId: ExternalId.optional() }),
        responses: { 200: { description: 'A page', schema: Page(schemas.shown) } },
        problems: ['resource.unknown'],
      }),
      change: route({
        id: `change${names.one}`,
        area,
        method: 'PATCH',
        path: `/v1/customers/:customerId/${names.plural}/:${names.one.toLowerCase()}Id`,
        summary: `Change a ${names.one.toLowerCase()}`,
        roles: customerWriters,
        params: schemas.params,
        body: schemas.changed,
        responses: { 200: { description: 'As it is now, with ETag', schema: schemas.shown } },
        problems: changeProblems,
        ifMatch: true,
      }),
    }) as const;
}

export const siteRoutes = doors({ one: 'Site', many: 'Sites', plural: 'sites' })({
  shown: Site,
  created: NewSite,
  upserted: UpsertedSite,
  changed: SiteChange,
  params: z.strictObject({ customerId: Id, siteId: Id }),
});

export const contactRoutes = doors({ one: 'Contact', many: 'Contacts', plural: 'contacts' })({
  shown: Contact,
  created: NewContact,
  upserted: UpsertedContact,
  changed: ContactChange,
  params: z.strictObject({ customerId: Id, contactId: Id }),
});

export const customerRoutes = {
  create: route({
    id: 'createCustomer',
    area,
    method: 'POST',
    path: '/v1/customers',
    summary: 'Enter a customer',
    roles: customerWriters,
    body: NewCustomer,
    responses: { 201: { description: 'Entered', schema: Customer } },
    problems: newProblems,
    idempotent: true,
  }),
  upsert: route({
    id: 'putCustomerByExternalId',
    area,
    method: 'PUT',
    path: '/v1/customers/by-external-id/:externalId',
    summary: 'Enter or change a customer by its external id; fields left out stay as they are',
    roles: customerWriters,
    params: z.strictObject({ externalId: ExternalId }),
    body: UpsertedCustomer,
    responses: {
      200: { description: 'Changed, or the same already', schema: Customer },
      201: { description: 'Entered', schema: Customer },
    },
    problems: upsertProblems,
  }),
  list: route({
    id: 'listCustomers',
    area,
    method: 'GET',
    path: '/v1/customers',
    summary: 'Customers by number; with `ids` those alone, which is how a screen or a document gets names',
    roles: staffAndCustomers,
    query: z.strictObject({
      ...search,
      ids: z.array(Id).max(200).optional(),
      externalId: ExternalId.optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(Customer) } },
    problems: [],
  }),
  read: route({
    id: 'readCustomer',
    area,
    method: 'GET',
    path: '/v1/customers/:customerId',
    summary: 'One customer, with ETag',
    roles: staffAndCustomers,
    params: customer,
    responses: { 200: { description: 'The customer', schema: Customer } },
    problems: ['resource.unknown'],
  }),
  history: route({
    id: 'readCustomerHistory',
    area,
    method: 'GET',
    path: '/v1/customers/:customerId/history',
    summary: 'Who entered and changed the customer, its sites and its contacts, the latest first',
    roles: staffRoles,
    params: customer,
    query: PageQuery,
    responses: { 200: { description: 'A page', schema: Page(CustomerHistoryEntry) } },
    problems: ['resource.unknown'],
  }),
  change: route({
    id: 'changeCustomer',
    area,
    method: 'PATCH',
    path: '/v1/customers/:customerId',
    summary: 'Change a customer',
    roles: customerWriters,
    params: customer,
    body: CustomerChange,
    responses: { 200: { description: 'As it is now, with ETag', schema: Customer } },
    problems: changeProblems,
    ifMatch: true,
  }),
} as const;
