/** Sign-in, sign-out, who am I, and one's own password. */
import type { Express } from 'express';

import { identityRoutes } from '#contracts/http/identity.ts';
import type { Session } from '#contracts/http/identity.ts';
import { message } from '#contracts/messages/en.ts';
import type { Actor } from '#contracts/roles.ts';
import { sessionEndsAt } from '#domain/identity/session.ts';
import { checkPassword } from '#domain/identity/user.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { PasswordsBusy, hashPassword, isOutdated, isPassword } from '#transactions/identity/password-hash.ts';
import { newSessionSecret } from '#transactions/identity/secret.ts';
import { beginSignIn, finishSignIn, forgiveAttempt, signOut } from '#transactions/identity/sign-in.ts';
import type { Attempt } from '#transactions/identity/sign-in.ts';
import { changeOwnPassword } from '#transactions/identity/users.ts';
import type { GatewayDeps } from '../app.ts';
import { identityOf, isOwnOrigin } from '../entrance.ts';
import { endedCookie, sessionCookie } from '../session-cookie.ts';
import { createSignInLimit } from '../sign-in-limit.ts';

/** Mounts the routes of /v1/session. */
export function mountSession(app: Express, deps: GatewayDeps): void {
  const { db, clock, authentication, publicUrl } = deps;
  const mayTryFrom = createSignInLimit();

  mount(app, identityRoutes.createSession, async ({ body, request }) => {
    if (request.headers.origin !== undefined && !isOwnOrigin(request, publicUrl)) {
      throw new ProblemError('session.origin-foreign');
    }
    if (!mayTryFrom(request.socket.remoteAddress ?? '', clock.nowMs())) throw new ProblemError('request.too-many');
    const { attempt, passwordHash } = await provePassword(deps, body.email, body.password);
    const secret = newSessionSecret();
    const now = clock.now();
    const newPasswordHash = isOutdated(passwordHash) ? await hashed(body.password) : null;
    const { nameHash, userId } = attempt;
    const session = await finishSignIn(db, { nameHash, userId, secret, now, newPasswordHash });
    if (session === undefined) throw new ProblemError('session.credentials-wrong');
    const { displayName, email, roles, customerId } = session;
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
    authentication.forgetAll();
    return { status: 204, headers: { 'Set-Cookie': endedCookie(publicUrl) } };
  });

  mountOwnPassword(app, deps);
}

function mountOwnPassword(app: Express, deps: GatewayDeps): void {
  const { db, authentication } = deps;
  mount(app, identityRoutes.changeOwnPassword, async ({ actor, body, request }) => {
    const identity = identityOf(request);
    const email = identity?.session.email ?? null;
    if (identity?.kind !== 'session' || email === null) throw new ProblemError('session.not-a-session');
    const { attempt } = await provePassword(deps, email, body.currentPassword);
    await forgiveAttempt(db, attempt.nameHash);
    accepted(checkPassword(body.newPassword, email));
    const passwordHash = await hashed(body.newPassword);
    await changeOwnPassword(db, actor, { userId: attempt.userId, passwordHash, sessionHash: identity.secretHash });
    authentication.forgetAll();
    return { status: 204 };
  });
}

/** @throws ProblemError `session.too-many-failures`, `session.credentials-wrong`, or `request.too-many` */
async function provePassword(deps: GatewayDeps, email: string, password: string) {
  const begun = await beginSignIn(deps.db, { email, now: deps.clock.now() });
  if (!begun.ok) {
    const { code, params = {} } = begun.refusal;
    const headers = { 'Retry-After': String(params['retryAfterSeconds']) };
    throw new ProblemError(code, { detail: message('session.too-many-failures.detail', params), headers });
  }
  const { nameHash, account }: Attempt = begun.attempt;
  const isRight = await unlessBusy(isPassword(password, account?.passwordHash));
  if (!isRight || account === undefined) throw new ProblemError('session.credentials-wrong');
  return { attempt: { nameHash, userId: account.userId }, passwordHash: account.passwordHash };
}

/** @throws ProblemError `request.too-many` when too many passwords are being hashed */
export function hashed(password: string): Promise<string> {
  return unlessBusy(hashPassword(password));
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
  return { principal, displayName: principal, email: null, roles: [...roles], customerId, expiresAt: null };
}
