/** The doors of service objects: what is served and repaired at a customer. */
import * as z from 'zod';

import { officeAndField, staffAndCustomers } from '../roles.ts';
import {
  ExternalId,
  NewServiceObject,
  ServiceObject,
  ServiceObjectChange,
  UpsertedServiceObject,
} from './customer-schemas.ts';
import { route } from './route.ts';
import { Id, Page, PageQuery } from './schemas.ts';

const area = 'objects';
const object = z.strictObject({ objectId: Id });

export const objectRoutes = {
  create: route({
    id: 'createObject',
    area,
    method: 'POST',
    path: '/v1/objects',
    summary: 'Enter an object of a customer',
    roles: officeAndField,
    body: NewServiceObject,
    responses: { 201: { description: 'Entered', schema: ServiceObject } },
    problems: ['number.taken', 'external-id.taken', 'reference.unknown', 'idempotency.other-body'],
    idempotent: true,
  }),
  upsert: route({
    id: 'putObjectByExternalId',
    area,
    method: 'PUT',
    path: '/v1/objects/by-external-id/:externalId',
    summary: 'Enter or change an object by its external id; fields left out stay as they are',
    roles: officeAndField,
    params: z.strictObject({ externalId: ExternalId }),
    body: UpsertedServiceObject,
    responses: {
      200: { description: 'Changed, or the same already', schema: ServiceObject },
      201: { description: 'Entered', schema: ServiceObject },
    },
    problems: ['number.taken', 'number.fixed', 'external-id.taken', 'reference.unknown'],
  }),
  list: route({
    id: 'listObjects',
    area,
    method: 'GET',
    path: '/v1/objects',
    summary: 'Objects by number',
    roles: staffAndCustomers,
    query: z.strictObject({
      ...PageQuery.shape,
      customerId: Id.optional(),
      siteId: Id.optional(),
      search: z.string().max(100).optional().describe('Part of the name, the number or the serial number'),
      ids: z.array(Id).max(200).optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(ServiceObject) } },
    problems: [],
  }),
  read: route({
    id: 'readObject',
    area,
    method: 'GET',
    path: '/v1/objects/:objectId',
    summary: 'One object, with ETag',
    roles: staffAndCustomers,
    params: object,
    responses: { 200: { description: 'The object', schema: ServiceObject } },
    problems: ['resource.unknown'],
  }),
  change: route({
    id: 'changeObject',
    area,
    method: 'PATCH',
    path: '/v1/objects/:objectId',
    summary: 'Change an object',
    roles: officeAndField,
    params: object,
    body: ServiceObjectChange,
    responses: { 200: { description: 'As it is now, with ETag', schema: ServiceObject } },
    problems: [
      'resource.unknown',
      'request.version-stale',
      'external-id.taken',
      'number.fixed',
      'external-id.fixed',
      'reference.unknown',
    ],
    ifMatch: true,
  }),
} as const;
