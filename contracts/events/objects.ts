/** Events of service objects. */
import * as z from 'zod';

import { Id, LocalDate } from '../http/schemas.ts';
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
      parentObjectId: Id.nullable().optional().describe('The larger object that it is part of'),
      serialNumber: z.string().nullable(),
      installedOn: LocalDate.nullable().optional(),
      warrantyUntil: LocalDate.nullable().optional().describe('The last day of its warranty'),
      active: z.boolean(),
    }),
  }),
} as const;
