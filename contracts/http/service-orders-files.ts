/** The doors of files and photos of orders and their lines. */
import * as z from 'zod';

import { officeAndField, staffAndCustomers } from '../roles.ts';
import { fileMimes } from './files.ts';
import { route } from './route.ts';
import { Id, Instant } from './schemas.ts';

const area = 'service-orders';
const order = z.strictObject({ orderId: Id });
const file = z.strictObject({ orderId: Id, orderFileId: Id });
const Caption = z.string().trim().min(1).max(200);

export const OrderFile = z
  .strictObject({
    orderFileId: Id,
    fileId: Id.describe('Its content is at GET /v1/files/{fileId}'),
    kind: z.enum(['photo', 'document']),
    mime: z.enum(fileMimes),
    size: z.int().describe('In bytes'),
    sha256: z.string().describe('Of the content, in hex'),
    lineId: Id.nullable().describe('The line that it belongs to; null for the order as a whole'),
    caption: z.string().nullable(),
    forCustomer: z.boolean().describe('The customer sees it too'),
    addedBy: z.string().nullable().describe('The principal; customers see null'),
    addedAt: Instant,
  })
  .meta({ id: 'OrderFile' });
export type OrderFile = z.infer<typeof OrderFile>;

const files = z.strictObject({
  items: z.array(OrderFile).describe('The oldest first'),
  mayChange: z.boolean().describe('The order is open, and whoever asks may add, change and remove files'),
});

export const NewOrderFile = z
  .strictObject({
    fileId: Id.describe('Uploaded first with POST /v1/files as a photo or document, for no customer'),
    lineId: Id.nullable().optional(),
    caption: Caption.nullable().optional(),
    forCustomer: z.boolean().optional().describe('false when absent'),
  })
  .meta({ id: 'NewOrderFile' });

export const OrderFileChange = z
  .strictObject({ caption: Caption.nullable().optional(), forCustomer: z.boolean().optional() })
  .meta({ id: 'OrderFileChange' });

export const orderFileRoutes = {
  list: route({
    id: 'listServiceOrderFiles',
    area,
    method: 'GET',
    path: '/v1/service-orders/:orderId/files',
    summary: 'Files and photos of an order and its lines; a customer finds those marked for it',
    roles: staffAndCustomers,
    params: order,
    responses: { 200: { description: 'The files', schema: files } },
    problems: ['resource.unknown'],
  }),
  add: route({
    id: 'addServiceOrderFile',
    area,
    method: 'POST',
    path: '/v1/service-orders/:orderId/files',
    summary: 'Add an uploaded photo or document to an open order, or to one of its lines',
    roles: officeAndField,
    params: order,
    body: NewOrderFile,
    responses: { 201: { description: 'Added', schema: OrderFile } },
    problems: [
      'resource.unknown',
      'idempotency.other-body',
      'order.closed',
      'order.line-unknown',
      'reference.unknown',
      'order.file-twice',
      'order.files-full',
    ],
    idempotent: true,
  }),
  change: route({
    id: 'changeServiceOrderFile',
    area,
    method: 'PATCH',
    path: '/v1/service-orders/:orderId/files/:orderFileId',
    summary: 'Say something else of a file: its caption, and whether the customer sees it',
    roles: officeAndField,
    params: file,
    body: OrderFileChange,
    responses: { 200: { description: 'As it is now', schema: OrderFile } },
    problems: ['resource.unknown', 'order.closed'],
  }),
  remove: route({
    id: 'removeServiceOrderFile',
    area,
    method: 'DELETE',
    path: '/v1/service-orders/:orderId/files/:orderFileId',
    summary: 'Take a file out of an open order; that it was there stays in the timeline',
    roles: officeAndField,
    params: file,
    responses: { 204: { description: 'Done' } },
    problems: ['resource.unknown', 'order.closed'],
  }),
} as const;
