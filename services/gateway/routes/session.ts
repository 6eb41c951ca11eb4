/** Sign-in, sign-out, who am I, and one's own password. */
import type { Express } from 'express';

import { identityRoutes } from '#contracts/http/identity.ts';
import type { Session } from '#contracts/http/identity.ts';
import { message } from '#contracts/messages/en.ts';
import type { Actor } from '#contracts/roles.ts';
import { sessionEndsAt } from '#domain/identity/session.ts';
import { checkNewPassword } from '#domain/identity/user.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted, refusalProblem } from '#platform/http/refusal.ts';
import { recordAudit } from '#transactions/identity/audit.ts';
import type { Audited } from '#transactions/identity/audit.ts';
import { PasswordsBusy } from '#transactions/identity/password-hash.ts';
import type { PasswordHashes } from '#transactions/identity/password-hash.ts';
import { newSessionSecret } from '#transactions/identity/secret.ts';
import { beginSignIn, finishSignIn, forgiveAttempt, nameHashOf, signOut } from '#transactions/identity/sign-in.ts';
import type { Attempt } from '#transactions/identity/sign-in.ts';
import { changeOwnPassword } from '#transactions/identity/users.ts';
import type { GatewayDeps } from '../app.ts';
import { addressOf } from '../audit.ts';
import { identityOf, isOwnOrigin } from '../entrance.ts';
import { endedCookie, sessionCookie } from '../session-cookie.ts';
import { createSignInLimit } from '../sign-in-limit.ts';

/** Mounts the routes of /v1/session. */
export function mountSession(app: Express, deps: GatewayDeps): void {
  const { db, clock, authentication, passwordHashes, provider, publicUrl } = deps;
  const mayTryFrom = createSignInLimit();

  mount(app, identityRoutes.createSession, async ({ body, request }) => {
    if (request.headers.origin !== undefined && !isOwnOrigin(request, publicUrl)) {
      throw new ProblemError('session.origin-foreign');
    }
    if (!mayTryFrom(addressOf(request), clock.nowMs())) throw new ProblemError('request.too-many');
    const { attempt, passwordHash } = await provePassword(deps, { ...body, address: addressOf(request) });
    const secret = newSessionSecret();
    const now = clock.now();
    const newPasswordHash = passwordHashes.isOutdated(passwordHash)
      ? await hashed(passwordHashes, body.password)
      : null;
    const { nameHash, userId } = attempt;
    const passwords = provider?.passwords ?? 'everyone';
    const finished = await finishSignIn(db, { nameHash, userId, secret, now, newPasswordHash, passwords });
    const audited = { principal: `user:${userId}`, address: addressOf(request), now };
    if (!finished.ok) {
      await recordAudit(db, { what: 'sign-in-failed', ...audited });
      throw refusalProblem(finished.refusal);
    }
    const { session } = finished;
    await recordAudit(db, { what: 'signed-in', ...audited });
    const { displayName, email, roles, customerId, mustChangePassword } = session;
    return {
      status: 201,
      headers: { 'Set-Cookie': sessionCookie(secret, publicUrl) },
      body: {
        principal: `user:${userId}`,
        displayName,
        email,
        roles: [...roles],
        customerId,
        expiresAt: sessionEndsAt(session),
        mustChangePassword,
      },
    };
  });

  mount(app, identityRoutes.getSession, ({ actor, request }) => ({
    status: 200,
    body: identityOf(request)?.session ?? sessionOfService(actor),
  }));

  mount(app, identityRoutes.deleteSession, async ({ request }) => {
    const identity = identityOf(request);
    if (identity?.kind !== 'session') throw new ProblemError('session.not-a-session');
    await signOut(db, identity.secretHash);
    const { principal } = identity.session;
    await recordAudit(db, { what: 'signed-out', principal, address: addressOf(request), now: clock.now() });
    authentication.forgetAll();
    return { status: 204, headers: { 'Set-Cookie': endedCookie(publicUrl) } };
  });

  mountOwnPassword(app, deps);
}

function mountOwnPassword(app: Express, deps: GatewayDeps): void {
  const { db, authentication, passwordHashes, clock } = deps;
  mount(app, identityRoutes.changeOwnPassword, async ({ actor, body, request }) => {
    const identity = identityOf(request);
    const email = identity?.session.email ?? null;
    if (identity?.kind !== 'session' || email === null) throw new ProblemError('session.not-a-session');
    const { attempt } = await provePassword(deps, {
      email,
      password: body.currentPassword,
      address: addressOf(request),
    });
    await forgiveAttempt(db, attempt.nameHash);
    accepted(checkNewPassword(body.currentPassword, body.newPassword, email));
    const passwordHash = await hashed(passwordHashes, body.newPassword);
    await changeOwnPassword(db, actor, { userId: attempt.userId, passwordHash, sessionHash: identity.secretHash });
    const { principal } = identity.session;
    await recordAudit(db, { what: 'password-changed', principal, address: addressOf(request), now: clock.now() });
    authentication.forgetAll();
    return { status: 204 };
  });
}

interface Proof {
  readonly email: string;
  readonly password: string;
  /** Where the request came from. */
  readonly address: string;
}

/** @throws ProblemError `session.too-many-failures`, `session.credentials-wrong`, or `request.too-many` */
async function provePassword({ db, clock, passwordHashes }: GatewayDeps, { email, password, address }: Proof) {
  const record = (audited: Pick<Audited, 'what' | 'principal' | 'nameHash'>) =>
    recordAudit(db, { ...audited, address, now: clock.now() });
  const begun = await beginSignIn(db, { email, now: clock.now() });
  if (!begun.ok) {
    await record({ what: 'sign-in-slowed', nameHash: nameHashOf(email) });
    const { code, params = {} } = begun.refusal;
    const headers = { 'Retry-After': String(params['retryAfterSeconds']) };
    throw new ProblemError(code, { detail: message('session.too-many-failures.detail', params), headers });
  }
  const { nameHash, account }: Attempt = begun.attempt;
  const isRight = await unlessBusy(passwordHashes.fits(password, account?.passwordHash));
  if (!isRight || account === undefined) {
    await record({ what: 'sign-in-failed', nameHash, principal: account && `user:${account.userId}` });
    throw new ProblemError('session.credentials-wrong');
  }
  return { attempt: { nameHash, userId: account.userId }, passwordHash: account.passwordHash };
}

/** @throws ProblemError `request.too-many` when too many passwords are being hashed */
export function hashed(passwordHashes: PasswordHashes, password: string): Promise<string> {
  return unlessBusy(passwordHashes.make(password));
}

async function unlessBusy<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof PasswordsBusy) throw new ProblemError('request.too-many', { cause });
    throw cause;
  }
}

/** A service that asks with its internal token has neither name nor end. */
function sessionOfService({ principal, roles, customerId }: Actor): Session {
  const named = { principal, displayName: principal, email: null, roles: [...roles], customerId };
  return { ...named, expiresAt: null, mustChangePassword: false };
}
