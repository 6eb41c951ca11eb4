/** The door at which our own services ask where a user is written to: topics carry no address. */
import * as z from 'zod';

import { route } from './route.ts';
import { Id } from './schemas.ts';

export const addressRoutes = {
  read: route({
    id: 'readUserAddress',
    area: 'identity',
    method: 'GET',
    path: '/v1/users/:userId/address',
    summary: 'Where a user is written to, for our own services',
    roles: ['service'],
    params: z.strictObject({ userId: Id }),
    responses: {
      200: {
        description: 'The address',
        schema: z.strictObject({ email: z.string(), displayName: z.string() }),
      },
    },
    problems: ['resource.unknown'],
  }),
} as const;
