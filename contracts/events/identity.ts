/** Events of identity: who may do what. Never e-mail addresses, names, labels or secrets. */
import * as z from 'zod';

import { Id, Instant } from '../http/schemas.ts';
import { Role } from '../roles.ts';
import { event } from './envelope.ts';

const UserRights = z.object({ roles: z.array(Role), customerId: Id.nullable(), disabled: z.boolean() });

const userEvent = <const Type extends string, const Data extends z.ZodObject>(
  type: Type,
  summary: string,
  data: Data,
) => event({ area: 'identity', aggregate: 'user', type: `user.${type}`, schemaVersion: 1, summary, data });

const tokenEvent = <const Type extends string, const Data extends z.ZodObject>(
  type: Type,
  summary: string,
  data: Data,
) => event({ area: 'identity', aggregate: 'token', type: `token.${type}`, schemaVersion: 1, summary, data });

export const identityEvents = {
  userCreated: userEvent('created', 'A user was added', UserRights),
  userChanged: userEvent(
    'changed',
    'A user’s rights, name or password changed',
    UserRights.extend({
      changed: z.array(z.string()).optional().describe('Names of the fields that changed; absent in earlier events'),
    }),
  ),
  tokenIssued: tokenEvent(
    'issued',
    'An API token was issued',
    z.object({ roles: z.array(Role), customerId: Id.nullable(), expiresAt: Instant.nullable() }),
  ),
  tokenRevoked: tokenEvent('revoked', 'An API token was revoked', z.object({ revokedAt: Instant })),
} as const;

export type IdentityEventName = keyof typeof identityEvents;
/** An event's data by its short name. */
export type IdentityEventData = { [Name in IdentityEventName]: z.output<(typeof identityEvents)[Name]['data']> };
