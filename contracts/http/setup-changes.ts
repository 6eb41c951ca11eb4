/** The door to who changed what of the set-up: its entries, users, API tokens and number series. */
import * as z from 'zod';

import { route } from './route.ts';
import { Instant, Page, PageQuery } from './schemas.ts';
import { setupKinds } from './setup-schemas.ts';

/** What can be changed, by its word. */
export const changeables = [...setupKinds, 'user', 'token', 'number-series'] as const;
const Changeable = z.enum(changeables).meta({ id: 'Changeable' });
export type Changeable = z.infer<typeof Changeable>;

const ChangedField = z.strictObject({
  field: z.string(),
  before: z.unknown().optional().describe('Absent where values are not kept'),
  after: z.unknown().optional(),
});

export const SetupChange = z
  .strictObject({
    changeId: z.string(),
    of: Changeable,
    id: z.string(),
    name: z.string().nullable().describe('As it is now; null for what has none'),
    version: z.int().min(1),
    what: z.enum(['entered', 'changed', 'revoked']),
    fields: z.array(ChangedField).describe('What is different; empty for what was entered'),
    principal: z.string(),
    at: Instant,
  })
  .meta({ id: 'SetupChange' });
export type SetupChange = z.infer<typeof SetupChange>;

export const setupChangeRoutes = {
  list: route({
    id: 'listSetupChanges',
    area: 'setup',
    method: 'GET',
    path: '/v1/setup-changes',
    summary: 'Who changed what of the set-up, users, API tokens and number series, the latest first',
    description:
      'Values of users are not kept, only the names of the fields. Unavailable while a service that has number series is.',
    roles: ['administrator'],
    query: z.strictObject({
      ...PageQuery.shape,
      of: Changeable.optional(),
      id: z.string().min(1).max(100).optional().describe('Only of this entry, user, token or series'),
    }),
    responses: { 200: { description: 'A page', schema: Page(SetupChange) } },
    problems: ['unavailable.service'],
  }),
} as const;
