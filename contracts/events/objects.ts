/** Events of service objects. */
import * as z from 'zod';

import { Id } from '../http/schemas.ts';
import { event } from './envelope.ts';

export const objectsEvents = {
  object: event({
    area: 'objects',
    aggregate: 'object',
    type: 'object.changed',
    schemaVersion: 1,
    summary: 'An object was entered or changed',
    data: z.object({
      objectId: Id,
      number: z.string(),
      externalId: z.string().nullable(),
      customerId: Id,
      siteId: Id.nullable(),
      serialNumber: z.string().nullable(),
      active: z.boolean(),
    }),
  }),
} as const;
