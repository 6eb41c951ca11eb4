/** The doors of customers' requests: submit, read, accept as a service order, reject with a reason. */
import * as z from 'zod';

import { likenesses } from '#domain/requests/duplicates.ts';
import { maxPhotos } from '#domain/requests/photos.ts';
import { requestChannels, requestStatuses } from '#domain/requests/request.ts';

import { SlaSnapshot } from '../events/service-orders-clocks.ts';
import { office, officeAndField, staffAndCustomers, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Code, Id, Instant, Page, PageQuery } from './schemas.ts';

const area = 'requests';
const request = z.strictObject({ requestId: Id });
const Words = z.string().trim().min(1).max(4000);

const subject = z.string().trim().min(1).max(200);
const asked = {
  siteId: Id.nullable().optional(),
  contactId: Id.nullable().optional(),
  objectId: Id.nullable().optional(),
  description: Words.nullable().optional(),
  condition: Code.nullable().optional().describe('What state the object is in'),
  symptom: Code.nullable().optional().describe('What is wrong with it'),
  priority: Code.nullable().optional(),
  preferredAt: Instant.nullable().optional().describe('When the customer would like somebody to come'),
};

const NewServiceRequest = z
  .strictObject({
    customerId: Id.optional().describe('Required of the staff; a customer’s own company when absent'),
    ...asked,
    subject,
    photoIds: z
      .array(Id)
      .max(maxPhotos)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'Each once' })
      .optional()
      .describe('Files that were uploaded as `photo` for the customer'),
    channel: z
      .enum(requestChannels)
      .optional()
      .describe(
        'By which way it came, of the staff; `phone` when absent. What customers send themselves came by their page',
      ),
    submittedAt: Instant.optional().describe(
      'When the customer asked, for the staff; now when absent. The SLA counts from it',
    ),
  })
  .meta({ id: 'NewServiceRequest' });

const requestFields = {
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
  condition: z.string().nullable(),
  symptom: z.string().nullable(),
  priority: z.string().nullable(),
  preferredAt: Instant.nullable(),
  photoIds: z.array(Id).describe('Files, in the order in which they were given'),
  channel: z.enum(requestChannels),
  submittedAt: Instant,
  status: z.enum(requestStatuses),
  decidedAt: Instant.nullable(),
  orderId: Id.nullable().describe('Of the first order'),
  orderNumber: z.string().nullable(),
  rejection: z
    .strictObject({ reasonCode: z.string(), note: z.string().describe('What the customer is told') })
    .nullable(),
  response: SlaSnapshot.nullable().describe('Until when the customer should have an answer; null without a target'),
};

export const ServiceRequest = z.strictObject(requestFields).meta({ id: 'ServiceRequest' });
export type ServiceRequest = z.infer<typeof ServiceRequest>;

export const ListedServiceRequest = z
  .strictObject({
    ...requestFields,
    duplicates: z.int().describe('Other open requests and orders about the same object'),
  })
  .meta({ id: 'ListedServiceRequest' });
export type ListedServiceRequest = z.infer<typeof ListedServiceRequest>;

const Alike = z
  .strictObject({
    kind: z.enum(['request', 'order']),
    id: Id,
    number: z.string(),
    subject: z.string().nullable(),
    submittedAt: Instant,
    likeness: z.enum(likenesses).describe('What both are about; `customer` where only the customer is the same'),
  })
  .meta({ id: 'AlikeConcern' });
export type AlikeConcern = z.infer<typeof Alike>;

const RequestOrders = z
  .strictObject({
    items: z.array(
      z.strictObject({
        orderId: Id,
        orderNumber: z.string(),
        how: z.enum(['created', 'joined']),
        addedAt: Instant,
      }),
    ),
  })
  .meta({ id: 'ServiceRequestOrders' });

const Acceptance = z.strictObject({
  intoOrderId: Id.optional().describe(
    'An open order of the same customer, of which it becomes a part; a new order when absent',
  ),
  orderType: Code.optional().describe('`standard` when absent'),
  priority: Code.optional().describe('The request’s when absent'),
  billToCustomerId: Id.optional(),
  customerOrderNumber: z.string().max(60).optional(),
});

const acceptanceProblems = [
  'resource.unknown',
  'service-request.decided',
  'service-request.other-customer',
  'service-request.order-ended',
  'order.unknown-reference',
  'order.line-invalid',
  'order.closed',
  'order.modify-forbidden',
  'idempotency.other-body',
] as const;

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
      'service-request.preferred-before',
      'idempotency.other-body',
    ],
    idempotent: true,
  }),
  list: route({
    id: 'listServiceRequests',
    area,
    method: 'GET',
    path: '/v1/service-requests',
    summary: 'Requests, the newest first unless sorted otherwise',
    roles: staffAndCustomers,
    query: z.strictObject({
      ...PageQuery.shape,
      status: z.enum(requestStatuses).optional(),
      customerId: Id.optional(),
      number: z.string().max(40).optional(),
      sort: z
        .enum(['newest', 'due'])
        .optional()
        .describe('`due`: those first that should be answered soonest; `newest` when absent'),
    }),
    responses: { 200: { description: 'A page', schema: Page(ListedServiceRequest) } },
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
  alike: route({
    id: 'listAlikeConcerns',
    area,
    method: 'GET',
    path: '/v1/service-requests/:requestId/alike',
    summary: 'Open requests and orders that may be about the same, the strongest likeness first; fifty at most',
    roles: staffRoles,
    params: request,
    responses: { 200: { description: 'What is alike', schema: z.strictObject({ items: z.array(Alike) }) } },
    problems: ['resource.unknown'],
  }),
  orders: route({
    id: 'listOrdersOfServiceRequest',
    area,
    method: 'GET',
    path: '/v1/service-requests/:requestId/orders',
    summary: 'The orders that a request led to, the first one first',
    roles: staffAndCustomers,
    params: request,
    responses: { 200: { description: 'The orders', schema: RequestOrders } },
    problems: ['resource.unknown'],
  }),
  correct: route({
    id: 'correctServiceRequest',
    area,
    method: 'PATCH',
    path: '/v1/service-requests/:requestId',
    summary: 'Correct what a request says while it waits; what is not named stays',
    roles: office,
    params: request,
    body: z.strictObject({ ...asked, subject: subject.optional() }),
    responses: { 200: { description: 'Corrected', schema: ServiceRequest } },
    problems: ['resource.unknown', 'reference.unknown', 'service-request.decided'],
    ifMatch: true,
  }),
  accept: route({
    id: 'acceptServiceRequest',
    area,
    method: 'POST',
    path: '/v1/service-requests/:requestId/accept',
    summary: 'Accept a request: a service order is created from it, or it becomes a part of one',
    roles: office,
    params: request,
    body: Acceptance,
    responses: { 200: { description: 'Accepted', schema: ServiceRequest } },
    problems: [...acceptanceProblems],
    idempotent: true,
  }),
  addOrder: route({
    id: 'addOrderToServiceRequest',
    area,
    method: 'POST',
    path: '/v1/service-requests/:requestId/orders',
    summary: 'Create a further order from an accepted request, or make it a part of a further one',
    roles: office,
    params: request,
    body: Acceptance,
    responses: { 201: { description: 'Added', schema: RequestOrders } },
    problems: [...acceptanceProblems, 'service-request.not-accepted', 'service-request.order-twice'],
    idempotent: true,
  }),
  withdraw: route({
    id: 'withdrawServiceRequest',
    area,
    method: 'POST',
    path: '/v1/service-requests/:requestId/withdraw',
    summary: 'Take a request back while nobody has decided it, as its customer or on behalf of one',
    roles: [...office, 'customer-contact'],
    params: request,
    body: z.strictObject({}),
    responses: { 200: { description: 'Withdrawn', schema: ServiceRequest } },
    problems: ['resource.unknown', 'service-request.decided', 'idempotency.other-body'],
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
