/** The doors of customers' requests: submit, read, accept as a service order, reject with a reason. */
import * as z from 'zod';

import { maxPhotos } from '#domain/requests/photos.ts';
import { requestStatuses } from '#domain/requests/request.ts';

import { office, officeAndField, staffAndCustomers } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';
import { Code } from './service-order-schemas.ts';

const area = 'requests';
const request = z.strictObject({ requestId: Id });
const Words = z.string().trim().min(1).max(4000);

const NewServiceRequest = z
  .strictObject({
    customerId: Id.optional().describe('Required of the staff; a customer’s own company when absent'),
    siteId: Id.nullable().optional(),
    contactId: Id.nullable().optional(),
    objectId: Id.nullable().optional(),
    subject: z.string().trim().min(1).max(200),
    description: Words.nullable().optional(),
    priority: Code.nullable().optional(),
    photoIds: z
      .array(Id)
      .max(maxPhotos)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'Each once' })
      .optional()
      .describe('Files that were uploaded as `photo` for the customer'),
    submittedAt: Instant.optional().describe(
      'When the customer asked, for the staff; now when absent. The SLA counts from it',
    ),
  })
  .meta({ id: 'NewServiceRequest' });

export const ServiceRequest = z
  .strictObject({
    requestId: Id,
    version: z.int(),
    number: z.string(),
    customerId: Id,
    customerNumber: z.string(),
    customerName: z.string(),
    siteId: Id.nullable(),
    contactId: Id.nullable(),
    objectId: Id.nullable(),
    subject: z.string(),
    description: z.string().nullable(),
    priority: z.string().nullable(),
    photoIds: z.array(Id).describe('Files, in the order in which they were given'),
    submittedAt: Instant,
    status: z.enum(requestStatuses),
    decidedAt: Instant.nullable(),
    orderId: Id.nullable(),
    orderNumber: z.string().nullable(),
    rejection: z
      .strictObject({ reasonCode: z.string(), note: z.string().describe('What the customer is told') })
      .nullable(),
  })
  .meta({ id: 'ServiceRequest' });
export type ServiceRequest = z.infer<typeof ServiceRequest>;

export const serviceRequestRoutes = {
  submit: route({
    id: 'submitServiceRequest',
    area,
    method: 'POST',
    path: '/v1/service-requests',
    summary: 'Ask for service, as a customer or on behalf of one',
    roles: [...officeAndField, 'customer-contact'],
    body: NewServiceRequest,
    responses: { 201: { description: 'Submitted', schema: ServiceRequest } },
    problems: [
      'reference.unknown',
      'service-request.not-yours',
      'service-request.submitted-later',
      'idempotency.other-body',
    ],
    idempotent: true,
  }),
  list: route({
    id: 'listServiceRequests',
    area,
    method: 'GET',
    path: '/v1/service-requests',
    summary: 'Requests, the newest first',
    roles: staffAndCustomers,
    query: z.strictObject({
      ...PageQuery.shape,
      status: z.enum(requestStatuses).optional(),
      customerId: Id.optional(),
      number: z.string().max(40).optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(ServiceRequest) } },
    problems: [],
  }),
  read: route({
    id: 'readServiceRequest',
    area,
    method: 'GET',
    path: '/v1/service-requests/:requestId',
    summary: 'One request',
    roles: staffAndCustomers,
    params: request,
    responses: { 200: { description: 'The request', schema: ServiceRequest } },
    problems: ['resource.unknown'],
  }),
  accept: route({
    id: 'acceptServiceRequest',
    area,
    method: 'POST',
    path: '/v1/service-requests/:requestId/accept',
    summary: 'Accept a request: a service order is created from it',
    roles: office,
    params: request,
    body: z.strictObject({
      orderType: Code.optional().describe('`standard` when absent'),
      priority: Code.optional().describe('The request’s when absent'),
      billToCustomerId: Id.optional(),
      customerOrderNumber: z.string().max(60).optional(),
    }),
    responses: { 200: { description: 'Accepted', schema: ServiceRequest } },
    problems: [
      'resource.unknown',
      'service-request.decided',
      'order.unknown-reference',
      'order.line-invalid',
      'idempotency.other-body',
    ],
    idempotent: true,
  }),
  reject: route({
    id: 'rejectServiceRequest',
    area,
    method: 'POST',
    path: '/v1/service-requests/:requestId/reject',
    summary: 'Turn a request down, with a reason and words to the customer',
    roles: office,
    params: request,
    body: z.strictObject({ reasonCode: Code, note: Words.describe('What the customer is told') }),
    responses: { 200: { description: 'Rejected', schema: ServiceRequest } },
    problems: [
      'resource.unknown',
      'service-request.decided',
      'service-request.reason-unknown',
      'idempotency.other-body',
    ],
    idempotent: true,
  }),
} as const;
