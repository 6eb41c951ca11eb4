/** The doors of files: signatures, photos and documents, uploaded first and named by id later. */
import * as z from 'zod';

import { staffAndCustomers } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant } from './schemas.ts';

const fileKinds = ['signature', 'photo', 'document', 'logo'] as const;
export const fileMimes = ['image/png', 'image/jpeg', 'application/pdf'] as const;

/** The largest file in bytes. */
export const maxFileBytes = 5 * 1024 * 1024;

export const StoredFile = z
  .strictObject({
    fileId: Id,
    kind: z.enum(fileKinds),
    customerId: Id.nullable(),
    sha256: z.string().describe('Of the content, in hex'),
    mime: z.enum(fileMimes),
    size: z.int().describe('In bytes'),
    createdAt: Instant,
  })
  .meta({ id: 'StoredFile' });
export type StoredFile = z.infer<typeof StoredFile>;

const area = 'service-orders';
const params = z.strictObject({ fileId: Id });

export const fileRoutes = {
  upload: route({
    id: 'uploadFile',
    area,
    method: 'POST',
    path: '/v1/files',
    summary: 'Upload a picture or a PDF of at most 5 MB',
    description: 'The body is the file itself. A customer’s own files belong to its company.',
    roles: staffAndCustomers,
    query: z.strictObject({
      kind: z
        .enum(fileKinds)
        .optional()
        .describe('`document` when absent; a `photo` is a PNG or a JPEG, a `logo` one within limits of its own'),
      customerId: Id.optional().describe('The customer who may see it, beside the staff'),
    }),
    raw: fileMimes,
    maxBytes: maxFileBytes,
    responses: { 201: { description: 'Stored', schema: StoredFile } },
    problems: [
      'file.empty',
      'file.other-content',
      'file.logo-type',
      'file.logo-pixels',
      'file.photo-type',
      'reference.unknown',
    ],
  }),
  describe: route({
    id: 'describeFile',
    area,
    method: 'GET',
    path: '/v1/files/:fileId/description',
    summary: 'What a file is, without its content',
    roles: staffAndCustomers,
    params,
    responses: { 200: { description: 'The file', schema: StoredFile } },
    problems: ['resource.unknown', 'file.removed'],
  }),
  read: route({
    id: 'readFile',
    area,
    method: 'GET',
    path: '/v1/files/:fileId',
    summary: 'The content of a file',
    description: 'What was taken out of its order, and is used nowhere else, only administrators still read.',
    roles: staffAndCustomers,
    params,
    responses: { 200: { description: 'The file; its real type is in Content-Type', mime: 'application/octet-stream' } },
    problems: ['resource.unknown', 'file.removed'],
  }),
} as const;
