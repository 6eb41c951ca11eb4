/** The door at which our own services ask where a technician is written to: topics carry no address. */
import * as z from 'zod';

import { route } from './route.ts';
import { Id } from './schemas.ts';

export const technicianAddressRoutes = {
  read: route({
    id: 'readTechnicianAddress',
    area: 'dispatch',
    method: 'GET',
    path: '/v1/technicians/:technicianId/address',
    summary: 'Where a technician is written to, for our own services',
    roles: ['service'],
    params: z.strictObject({ technicianId: Id }),
    responses: { 200: { description: 'The address', schema: z.strictObject({ email: z.string() }) } },
    problems: ['resource.unknown'],
  }),
} as const;
