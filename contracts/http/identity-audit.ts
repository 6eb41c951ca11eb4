/** The door to the audit: who signed in or failed to, and who asked for what their roles do not allow. */
import * as z from 'zod';

import { Principal } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';

export const auditedWhats = [
  'signed-in',
  'sign-in-failed',
  'sign-in-slowed',
  'signed-out',
  'password-changed',
  'right-refused',
] as const;

export const AuditedWhat = z.enum(auditedWhats).meta({ id: 'AuditedWhat' });
export type AuditedWhat = z.infer<typeof AuditedWhat>;

export const AuditEntry = z
  .strictObject({
    entryId: Id,
    what: AuditedWhat,
    principal: z.string().nullable().describe('Null for a sign-in under a name that has no account'),
    route: z.string().nullable().describe('What was asked for, such as `POST /v1/invoice-proposals/:proposalId/post`'),
    address: z.string().describe('Where the request came from'),
    count: z.int().min(1).describe('How often within the minute'),
    firstMinute: Instant,
    lastAt: Instant,
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const auditRoutes = {
  list: route({
    id: 'listAuditEntries',
    area: 'identity',
    method: 'GET',
    path: '/v1/audit-entries',
    summary: 'Sign-ins, failed ones, and rights that were refused, the latest first',
    description: 'The same within a minute is one entry with a count. Entries are kept for 400 days.',
    roles: ['administrator'],
    query: z.strictObject({
      ...PageQuery.shape,
      what: AuditedWhat.optional(),
      principal: Principal.optional(),
    }),
    responses: { 200: { description: 'A page', schema: Page(AuditEntry) } },
    problems: [],
  }),
} as const;
