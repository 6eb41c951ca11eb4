/** The entrance: takes off what only we may say, finds out who asks, and puts the internal token on. */
import type { IncomingMessage } from 'node:http';

import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { bearerOf } from '#platform/http/actor.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { ProblemError, problemOf, sendProblem, traceIdOf } from '#platform/http/problem.ts';
import { requestIdOf } from '#platform/http/request-id.ts';
import type { Logger } from '#platform/logging.ts';
import { isTokenSecret } from '#transactions/identity/secret.ts';
import type { Authentication, Identity } from './authentication.ts';
import { sessionSecretOf } from './session-cookie.ts';

const identities = new WeakMap<IncomingMessage, Identity>();

/** The session or token of a request, or undefined for services and for nobody. */
export function identityOf(request: IncomingMessage): Identity | undefined {
  return identities.get(request);
}

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Headers that say who or where a caller is: only this process may say so, by the internal token, and it alone knows cookies. */
const untrusted = /^(cookie$|x-forwarded-|x-real-ip$|x-callout-|forwarded$|via$|proxy-authorization$)/;

export interface EntranceOptions {
  readonly authentication: Authentication;
  readonly tokens: Tokens;
  readonly publicUrl: string;
  readonly log: Logger;
}

/**
 * For everything under /v1. A bearer token that is not valid is 401 even where nobody has to sign in; a cookie that is not valid
 * is no cookie. Services call with their internal token, which proves itself.
 */
export function createEntrance(options: EntranceOptions): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    try {
      await enter(options, request);
    } catch (thrown) {
      const problem = problemOf(thrown);
      const traceId = traceIdOf(requestIdOf(request));
      if (problem.status >= 500) options.log.warn({ err: problem.options.cause, traceId }, 'Request failed');
      sendProblem(request, response, problem, traceId);
      request.resume();
      return;
    }
    next();
  };
}

async function enter(options: EntranceOptions, request: Request): Promise<void> {
  const { headers } = request;
  const cookie = sessionSecretOf(request);
  for (const name of Object.keys(headers)) if (untrusted.test(name)) delete headers[name];
  if (await isService(options.tokens, request)) return;
  const identity = await whoAsks(options.authentication, bearerOf(request), cookie);
  if (identity === undefined) return;
  if (identity.kind === 'session' && !readingMethods.has(request.method) && !isOwnOrigin(request, options.publicUrl)) {
    throw new ProblemError('session.origin-foreign');
  }
  if (identity.session.mustChangePassword && !isAboutSession(request)) {
    throw new ProblemError('session.password-change-due');
  }
  identities.set(request, identity);
  headers.authorization = `Bearer ${await options.tokens.sign(identity.session)}`;
}

/** What somebody may ask whose password is still another's: who am I, sign out, change it. */
function isAboutSession({ originalUrl }: Request): boolean {
  return /^\/v1\/session(\/|\?|$)/.test(originalUrl);
}

/** True for a service of ours, whose token stays on. @throws ProblemError `actor.unknown` for what is neither that nor an API token */
async function isService(tokens: Tokens, request: Request): Promise<boolean> {
  if (request.headers.authorization === undefined) return false;
  const bearer = bearerOf(request);
  if (bearer === undefined) throw new ProblemError('actor.unknown');
  if (isTokenSecret(bearer)) return false;
  await tokens.verify(bearer);
  return true;
}

/** @throws ProblemError `actor.unknown` for an API token that stands for nobody */
async function whoAsks(
  authentication: Authentication,
  token: string | undefined,
  cookie: string | undefined,
): Promise<Identity | undefined> {
  if (token === undefined) return cookie === undefined ? undefined : authentication.bySession(cookie);
  const identity = await authentication.byToken(token);
  if (identity === undefined) throw new ProblemError('actor.unknown');
  return identity;
}

/**
 * Whether a browser sent the request from a page of ours: by `Origin`, which browsers send with every write, else by
 * `Sec-Fetch-Site`. The product's own host is known by its public address, or by the name it was called by.
 */
export function isOwnOrigin(request: Pick<IncomingMessage, 'headers'>, publicUrl: string): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'same-origin';
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(publicUrl).origin || (host !== undefined && from.host === host);
}
