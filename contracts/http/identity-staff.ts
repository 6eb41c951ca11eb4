/** Who of the staff may be chosen, such as to answer for an order or to own a case. */
import * as z from 'zod';

import { staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id } from './schemas.ts';

/** As many as fit a list to choose from. */
export const mostStaff = 200;

const StaffMember = z.strictObject({ userId: Id, displayName: z.string() }).meta({ id: 'StaffMember' });

export const staffListRoutes = {
  list: route({
    id: 'listStaff',
    area: 'identity',
    method: 'GET',
    path: '/v1/staff',
    summary: `Users of the staff who can sign in, by name; ${mostStaff} at most`,
    roles: staffRoles,
    query: z.strictObject({ search: z.string().max(100).optional().describe('Part of the name') }),
    responses: { 200: { description: 'The staff', schema: z.strictObject({ items: z.array(StaffMember) }) } },
    problems: [],
  }),
} as const;
