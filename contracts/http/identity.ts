/** The doors of identity: sign-in, users, API tokens, and names for principals. */
import * as z from 'zod';

import { Principal, Role, grantableRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';

const area = 'identity';
const administrator = ['administrator'] as const;

const Email = z
  .email()
  .max(254)
  .meta({ id: 'Email', description: 'The login of a user, compared without regard to capitals' });
const DisplayName = z.string().trim().min(1).max(120);
const Password = z.string().min(1).max(200);
const GrantableRoles = z
  .array(z.enum(grantableRoles))
  .min(1)
  .max(grantableRoles.length)
  .refine((given) => new Set(given).size === given.length, 'names a role twice');

export const SignIn = z.strictObject({ email: z.string().min(1).max(254), password: Password }).meta({ id: 'SignIn' });

export const Session = z
  .strictObject({
    principal: Principal,
    displayName: z.string(),
    email: z.string().nullable().describe('Null for an API token'),
    roles: z.array(Role),
    customerId: Id.nullable(),
    expiresAt: Instant.nullable().describe('When the session or token ends if it is not used; null for never'),
    mustChangePassword: z
      .boolean()
      .describe('Somebody else chose the password: until it is changed, nothing but /v1/session answers'),
  })
  .meta({ id: 'Session', description: 'Who is signed in' });
export type Session = z.infer<typeof Session>;

export const PasswordChange = z
  .strictObject({ currentPassword: Password, newPassword: Password })
  .meta({ id: 'PasswordChange' });

const userFields = {
  email: Email,
  displayName: DisplayName,
  roles: GrantableRoles,
  customerId: Id.nullable().describe('The customer that a customer’s contact belongs to; null for staff'),
};

export const NewUser = z
  .strictObject({
    ...userFields,
    password: Password,
    mustChangePassword: z
      .boolean()
      .default(true)
      .describe('Whether the user has to choose a password of their own before anything else'),
  })
  .meta({ id: 'NewUser' });
export const UserChange = z
  .strictObject({
    ...userFields,
    disabled: z.boolean(),
    password: Password.optional(),
    forgetProvider: z
      .boolean()
      .optional()
      .describe('True to end the link with the account at the identity provider; the next sign-in by it links anew'),
  })
  .meta({
    id: 'UserChange',
    description: 'All of a user; `password` only when it is to be set anew, which its user then has to change',
  });
export const User = z
  .strictObject({
    id: Id,
    email: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    customerId: Id.nullable(),
    disabledAt: Instant.nullable(),
    mustChangePassword: z.boolean().describe('Whether the password is still one that somebody else chose'),
    providerSubject: z
      .string()
      .nullable()
      .describe('Whom the identity provider knows the user as; null before the first sign-in by it'),
    createdAt: Instant,
    version: z.int(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const NewToken = z
  .strictObject({
    label: z.string().trim().min(1).max(120),
    roles: GrantableRoles,
    customerId: Id.nullable(),
    expiresAt: Instant.nullable().describe('Null for a token that is valid until it is revoked'),
  })
  .meta({ id: 'NewToken' });

const tokenFields = {
  id: Id,
  label: z.string(),
  roles: z.array(Role),
  customerId: Id.nullable(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  lastUsedAt: Instant.nullable().describe('Known to within five minutes'),
  version: z.int(),
};
export const ApiToken = z.strictObject(tokenFields).meta({ id: 'ApiToken' });
export type ApiToken = z.infer<typeof ApiToken>;
export const IssuedToken = z
  .strictObject({
    ...tokenFields,
    secret: z.string().nullable().describe('Shown once; null when the same Idempotency-Key is sent again'),
  })
  .meta({ id: 'IssuedToken' });
export type IssuedToken = z.infer<typeof IssuedToken>;

export const ActorName = z.strictObject({ principal: z.string(), displayName: z.string() }).meta({ id: 'ActorName' });

const userParams = z.strictObject({ userId: Id });
const tokenParams = z.strictObject({ tokenId: Id });
const noBody = { 204: { description: 'Done' } } as const;
const grantProblems = ['grant.customer-missing', 'grant.customer-not-allowed', 'grant.roles-mixed'] as const;

export const identityRoutes = {
  createSession: route({
    id: 'createSession',
    area,
    method: 'POST',
    path: '/v1/session',
    summary: 'Sign in',
    description:
      'Answers with the cookie `callout_session`. Signing in twice makes two sessions and harms nothing, so no Idempotency-Key is asked for.',
    roles: 'public',
    body: SignIn,
    responses: { 201: { description: 'Signed in', schema: Session } },
    problems: [
      'session.credentials-wrong',
      'session.too-many-failures',
      'session.password-not-enough',
      'request.too-many',
    ],
    maxBytes: 4096,
  }),
  getSession: route({
    id: 'getSession',
    area,
    method: 'GET',
    path: '/v1/session',
    summary: 'Who am I',
    roles: 'anyone',
    responses: { 200: { description: 'The user or token that asks', schema: Session } },
    problems: [],
  }),
  deleteSession: route({
    id: 'deleteSession',
    area,
    method: 'DELETE',
    path: '/v1/session',
    summary: 'Sign out',
    roles: 'anyone',
    responses: noBody,
    problems: ['session.not-a-session'],
  }),
  changeOwnPassword: route({
    id: 'changeOwnPassword',
    area,
    method: 'PUT',
    path: '/v1/session/password',
    summary: 'Change my password; every other session of mine ends',
    roles: 'anyone',
    body: PasswordChange,
    responses: noBody,
    problems: [
      'session.not-a-session',
      'session.credentials-wrong',
      'session.too-many-failures',
      'request.too-many',
      'user.password-weak',
    ],
    maxBytes: 4096,
  }),
  listUsers: route({
    id: 'listUsers',
    area,
    method: 'GET',
    path: '/v1/users',
    summary: 'Users, by e-mail address',
    roles: administrator,
    query: z.strictObject({
      ...PageQuery.shape,
      search: z.string().max(100).optional().describe('Part of the name or the e-mail address'),
    }),
    responses: { 200: { description: 'A page', schema: Page(User) } },
    problems: [],
  }),
  createUser: route({
    id: 'createUser',
    area,
    method: 'POST',
    path: '/v1/users',
    summary: 'Add a user',
    roles: administrator,
    body: NewUser,
    idempotent: true,
    responses: { 201: { description: 'The user', schema: User } },
    problems: ['user.email-taken', 'user.password-weak', 'idempotency.other-body', ...grantProblems],
  }),
  getUser: route({
    id: 'getUser',
    area,
    method: 'GET',
    path: '/v1/users/:userId',
    summary: 'One user',
    roles: administrator,
    params: userParams,
    responses: { 200: { description: 'The user, with ETag', schema: User } },
    problems: ['resource.unknown'],
  }),
  changeUser: route({
    id: 'changeUser',
    area,
    method: 'PUT',
    path: '/v1/users/:userId',
    summary: 'Change a user; a new password, other roles or disabling ends the user’s sessions',
    roles: administrator,
    params: userParams,
    body: UserChange,
    ifMatch: true,
    responses: { 200: { description: 'The user', schema: User } },
    problems: [
      'resource.unknown',
      'request.version-stale',
      'user.email-taken',
      'user.password-weak',
      'user.last-administrator',
      ...grantProblems,
    ],
  }),
  listTokens: route({
    id: 'listTokens',
    area,
    method: 'GET',
    path: '/v1/tokens',
    summary: 'API tokens, the latest first',
    roles: administrator,
    query: PageQuery,
    responses: { 200: { description: 'A page', schema: Page(ApiToken) } },
    problems: [],
  }),
  issueToken: route({
    id: 'issueToken',
    area,
    method: 'POST',
    path: '/v1/tokens',
    summary: 'Issue an API token; its secret is shown once',
    roles: administrator,
    body: NewToken,
    idempotent: true,
    responses: { 201: { description: 'The token with its secret', schema: IssuedToken } },
    problems: ['token.expiry-past', 'idempotency.other-body', ...grantProblems],
  }),
  revokeToken: route({
    id: 'revokeToken',
    area,
    method: 'DELETE',
    path: '/v1/tokens/:tokenId',
    summary: 'Revoke an API token; revoking it again changes nothing',
    roles: administrator,
    params: tokenParams,
    responses: noBody,
    problems: ['resource.unknown'],
  }),
  listActors: route({
    id: 'listActors',
    area,
    method: 'GET',
    path: '/v1/actors',
    summary: 'Names for principals; those that the caller may not see are left out',
    roles: 'anyone',
    query: z.strictObject({ ids: z.array(Principal).min(1).max(100) }),
    responses: { 200: { description: 'The names', schema: z.strictObject({ items: z.array(ActorName) }) } },
    problems: [],
  }),
} as const;
