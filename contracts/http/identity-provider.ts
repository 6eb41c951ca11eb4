/** The doors of sign-in by the company's identity provider (OpenID Connect). */
import * as z from 'zod';

import { passwordPolicies } from '#domain/identity/provider.ts';
import { route } from './route.ts';

const SignInWays = z
  .strictObject({
    provider: z
      .strictObject({ name: z.string() })
      .nullable()
      .describe('The company’s identity provider as people know it; null where there is none'),
    passwords: z
      .enum(passwordPolicies)
      .describe('Who may sign in by a password; `administrators` are administrators and customers’ people'),
  })
  .meta({ id: 'SignInWays', description: 'How one may sign in' });

export const identityProviderRoutes = {
  waysIn: route({
    id: 'getSignInWays',
    area: 'identity',
    method: 'GET',
    path: '/v1/sign-in-ways',
    summary: 'How one may sign in',
    roles: 'public',
    responses: { 200: { description: 'The ways', schema: SignInWays } },
    problems: [],
  }),
  begin: route({
    id: 'beginProviderSignIn',
    area: 'identity',
    method: 'POST',
    path: '/v1/session/provider',
    summary: 'Begin to sign in at the identity provider',
    description:
      'Answers with the address that the browser goes to, and with a cookie by which it is known when it comes back. Who comes back and is refused is on the sign-in page, which says why.',
    roles: 'public',
    body: z
      .strictObject({ returnTo: z.string().max(2_000).describe('Where to go afterwards: a path of the product') })
      .meta({ id: 'ProviderSignInStart' }),
    responses: {
      201: {
        description: 'Where to go',
        schema: z.strictObject({ location: z.url() }).meta({ id: 'ProviderSignIn' }),
      },
    },
    problems: [
      'provider.none',
      'provider.unreachable',
      'provider.other-address',
      'session.origin-foreign',
      'request.too-many',
    ],
    maxBytes: 4096,
  }),
} as const;
