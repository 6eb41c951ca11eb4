/** The doors of service objects: what is served and repaired at a customer. */
import * as z from 'zod';

import { officeAndField, staffAndCustomers } from '../roles.ts';
import {
  ExternalId,
  NewServiceObject,
  ServiceObject,
  ServiceObjectChange,
  ServiceObjectTree,
  UpsertedServiceObject,
} from './customer-schemas.ts';
import { route } from './route.ts';
import { Id, LocalDate, Page, PageQuery } from './schemas.ts';

const area = 'objects';
const object = z.strictObject({ objectId: Id });

/** Why an object cannot be as it is to be, among those of its customer. */
const placeProblems = [
  'object.warranty-before-installation',
  'object.circle',
  'object.too-deep',
  'object.parent-not-in-use',
  'object.site-of-parent',
] as const;

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
    problems: ['number.taken', 'external-id.taken', 'reference.unknown', 'idempotency.other-body', ...placeProblems],
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
    problems: [
      'number.taken',
      'number.fixed',
      'external-id.taken',
      'reference.unknown',
      'object.parts-in-use',
      ...placeProblems,
    ],
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
      parentObjectId: Id.optional().describe('Only what is part of this one, at once'),
      active: z.boolean().optional(),
      warrantyFrom: LocalDate.optional().describe('Only those whose warranty ends on this day or later'),
      warrantyTo: LocalDate.optional().describe('Only those whose warranty ends on this day or earlier'),
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
  tree: route({
    id: 'readObjectTree',
    area,
    method: 'GET',
    path: '/v1/objects/:objectId/tree',
    summary: 'What an object is part of, and what is part of it',
    roles: staffAndCustomers,
    params: object,
    responses: { 200: { description: 'Above and below it', schema: ServiceObjectTree } },
    problems: ['resource.unknown'],
  }),
  change: route({
    id: 'changeObject',
    area,
    method: 'PATCH',
    path: '/v1/objects/:objectId',
    summary: 'Change an object',
    description: 'What is part of it moves to its site with it.',
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
      'object.parts-in-use',
      ...placeProblems,
    ],
    ifMatch: true,
  }),
} as const;
