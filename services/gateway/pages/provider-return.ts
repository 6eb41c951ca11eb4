/** Where browsers come back to from the identity provider: on to where they wanted to be, or to the sign-in page with the reason. */
import { Router } from 'express';
import type { Request, Response } from 'express';

import type { ProblemCode } from '#contracts/problems/catalogue.ts';
import { ProblemError, problemOf } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { OpenIdError } from '#platform/openid.ts';
import type { OpenIdClaims } from '#platform/openid.ts';
import { recordAudit } from '#transactions/identity/audit.ts';
import { finishProviderSignIn, takeProviderSignIn } from '#transactions/identity/provider-sign-in.ts';
import type { ProvenAccount } from '#transactions/identity/provider-sign-in.ts';
import { isSessionSecret, newSessionSecret } from '#transactions/identity/secret.ts';
import { nameHashOf } from '#transactions/identity/sign-in.ts';
import type { GatewayDeps } from '../app.ts';
import { addressOf } from '../audit.ts';
import { returnPath } from '../provider.ts';
import type { IdentityProvider } from '../provider.ts';
import { endedPendingCookie, pendingSecretOf, sessionCookie } from '../session-cookie.ts';
import { createSignInLimit } from '../sign-in-limit.ts';

const troubles = {
  unreachable: 'provider.unreachable',
  refused: 'provider.refused',
  wrong: 'provider.answer-wrong',
} as const satisfies Record<OpenIdError['trouble'], ProblemCode>;

/** What is known of a return as it goes on; a refusal says so much in the audit. */
interface Progress {
  returnTo: string;
  login: string | null;
}

/** The router of the one page; it knows nothing where there is no provider. */
export function providerReturn(deps: GatewayDeps): Router {
  const router = Router();
  const { provider } = deps;
  if (provider === null) return router;
  const mayTryFrom = createSignInLimit();
  router.get(returnPath, async (request: Request, response: Response) => {
    response.set('Cache-Control', 'no-store');
    const progress: Progress = { returnTo: '/', login: null };
    try {
      if (!mayTryFrom(addressOf(request), deps.clock.nowMs())) throw new ProblemError('request.too-many');
      const secret = await signIn(deps, provider, request, progress);
      response.append('Set-Cookie', [sessionCookie(secret, deps.publicUrl), endedPendingCookie(deps.publicUrl)]);
      response.redirect(303, deps.publicUrl + progress.returnTo);
    } catch (thrown) {
      const problem = problemOf(thrown);
      await tell(deps, request, problem, progress);
      response.append('Set-Cookie', endedPendingCookie(deps.publicUrl));
      response.redirect(303, deps.publicUrl + refusedPath(problem.code, progress.returnTo));
    }
  });
  return router;
}

/** The secret of the new session. @throws ProblemError with the reason when there is none */
async function signIn(
  { db, clock }: GatewayDeps,
  provider: IdentityProvider,
  request: Request,
  progress: Progress,
): Promise<string> {
  const pendingSecret = pendingSecretOf(request);
  if (pendingSecret === undefined || !isSessionSecret(pendingSecret)) throw new ProblemError('provider.sign-in-over');
  const { pending } = accepted(await takeProviderSignIn(db, { secret: pendingSecret, now: clock.now() }));
  progress.returnTo = pending.returnTo;
  const { openId, issuer, claim, newUsersRole } = provider;
  const claims = await openId.finish(queryOf(request), pending, [claim, 'name']).catch((cause: unknown) => {
    throw cause instanceof OpenIdError ? new ProblemError(troubles[cause.trouble], { cause }) : cause;
  });
  const account = accountOf(claims, issuer, claim);
  progress.login = account.login;
  const secret = newSessionSecret();
  const now = clock.now();
  const { userId } = accepted(await finishProviderSignIn(db, { account, newUsersRole, secret, now }));
  const audited = { principal: `user:${userId}`, route: asked, address: addressOf(request), now };
  await recordAudit(db, { what: 'signed-in', ...audited });
  return secret;
}

const asked = `GET ${returnPath}`;

/** An e-mail address that the provider did not verify may be anybody's; another claim is what the company chose to trust. */
function accountOf(claims: OpenIdClaims, issuer: string, claim: string): ProvenAccount {
  const text = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 254) : null;
  };
  const isBelievable = claim !== 'email' || claims['email_verified'] === true;
  const displayName = text('name')?.slice(0, 120) ?? null;
  return { issuer, subject: claims.sub, login: isBelievable ? text(claim) : null, displayName };
}

/** The reason is in the audit, and what lies behind it in the log; neither has the code or a token of the provider. */
async function tell(
  { db, clock, log }: GatewayDeps,
  request: Request,
  problem: ProblemError,
  { login }: Progress,
): Promise<void> {
  const level = problem.code === 'internal' ? 'error' : 'warn';
  log[level]({ err: problem.options.cause, code: problem.code }, 'A sign-in at the identity provider did not succeed');
  const nameHash = login === null ? undefined : nameHashOf(login);
  const audited = { nameHash, route: asked, address: addressOf(request), now: clock.now() };
  await recordAudit(db, { what: 'sign-in-failed', ...audited }).catch((err: unknown) =>
    log.warn({ err }, 'A failed sign-in could not be written down'),
  );
}

function refusedPath(code: ProblemCode, returnTo: string): string {
  return `/sign-in?${new URLSearchParams({ from: returnTo, refused: code })}`;
}

function queryOf({ url }: Request): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}
