/** How one may sign in, and the beginning of a sign-in at the identity provider. */
import type { Express } from 'express';

import { identityProviderRoutes } from '#contracts/http/identity-provider.ts';
import { message } from '#contracts/messages/en.ts';
import { ownPath } from '#domain/identity/provider.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { OpenIdError, newOpenIdChecks } from '#platform/openid.ts';
import { beginProviderSignIn } from '#transactions/identity/provider-sign-in.ts';
import { newSessionSecret } from '#transactions/identity/secret.ts';
import type { GatewayDeps } from '../app.ts';
import { addressOf } from '../audit.ts';
import { isOwnOrigin } from '../entrance.ts';
import { pendingCookie } from '../session-cookie.ts';
import { createSignInLimit } from '../sign-in-limit.ts';

/** Mounts the routes of sign-in by the identity provider. */
export function mountProvider(app: Express, { db, clock, provider, publicUrl }: GatewayDeps): void {
  const mayTryFrom = createSignInLimit();

  mount(app, identityProviderRoutes.waysIn, () => ({
    status: 200,
    body: {
      provider: provider === null ? null : { name: provider.name },
      passwords: provider === null ? 'everyone' : provider.passwords,
    },
  }));

  mount(app, identityProviderRoutes.begin, async ({ body, request, log }) => {
    if (provider === null) throw new ProblemError('provider.none');
    if (!isOwnOrigin(request, publicUrl)) throw new ProblemError('session.origin-foreign');
    requirePublicAddress(request.headers.origin, publicUrl);
    if (!mayTryFrom(addressOf(request), clock.nowMs())) throw new ProblemError('request.too-many');
    const checks = newOpenIdChecks();
    const location = await provider.openId.begin(checks).catch((cause: unknown) => {
      if (!(cause instanceof OpenIdError)) throw cause;
      log.warn({ err: cause }, 'The identity provider cannot be reached');
      throw new ProblemError('provider.unreachable', { cause });
    });
    const secret = newSessionSecret();
    const returnTo = ownPath(body.returnTo);
    await beginProviderSignIn(db, { secret, ...checks, returnTo, createdAt: clock.now() });
    return { status: 201, headers: { 'Set-Cookie': pendingCookie(secret, publicUrl) }, body: { location } };
  });
}

/**
 * The provider sends browsers back to the one address that was configured, and the cookie has to be there.
 * @throws ProblemError `provider.other-address`
 */
function requirePublicAddress(origin: string | undefined, publicUrl: string): void {
  if (origin === undefined || origin === new URL(publicUrl).origin) return;
  throw new ProblemError('provider.other-address', {
    detail: message('provider.other-address.detail', { address: publicUrl }),
  });
}
