/** The HTTP server of a process: safe headers, request ids, health, its apps, 404 and 405, and a stop that lets requests end. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';

import type { ErrorRequestHandler, Express, NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

import { message } from '#contracts/messages/en.ts';

import type { Logger } from '../logging.ts';
import { allowedMethods, plainExpress } from './app.ts';
import { createHealth } from './health.ts';
import type { Checks } from './health.ts';
import { offerLocally } from './local-apps.ts';
import { ProblemError, pathOf, problemOf, sendProblem, traceIdOf } from './problem.ts';
import { requestIdHeader, requestIdOf } from './request-id.ts';

export interface HttpOptions {
  readonly name: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Asked in order; the first that knows the address answers. */
  readonly apps: readonly Express[];
  readonly log: Logger;
  /** What `/readyz` asks; each throws when its part cannot work. */
  readonly checks?: Checks;
  /** Content-Security-Policy directives on top of "nothing inline, nothing from elsewhere". */
  readonly policy?: Readonly<Record<string, readonly string[]>>;
  /** How long `stop` waits for running requests, 5 s when absent. */
  readonly graceMs?: number;
}

export interface RunningHttp {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  /** Takes no new connection, lets running requests end for the grace, then cuts. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

const policy = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/**
 * Listens.
 * @throws Error that names the port and what to do when it is taken
 */
export async function startHttp(options: HttpOptions): Promise<RunningHttp> {
  const health = createHealth(options.checks ?? {}, options.log);
  const server = createServer(
    { requestTimeout: 120_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 },
    outerApp(options, health),
  );
  await listen(server, options);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const url = `http://${options.host}:${port}`;
  const takeBack = offerLocally(url, options.apps);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    health.drain();
    takeBack();
    stopping ??= close(server, options.graceMs ?? 5_000);
    return stopping;
  };
  options.log.info({ host: options.host, port }, 'HTTP server listens');
  return { name: options.name, url, port, stop };
}

function outerApp(options: HttpOptions, health: ReturnType<typeof createHealth>): Express {
  const outer = plainExpress();
  outer.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: merged(options.policy) },
      strictTransportSecurity: false,
      crossOriginEmbedderPolicy: false,
      // Others learn nothing of our addresses. With no referrer at all, Chrome takes a page of this machine for a foreign one.
      referrerPolicy: { policy: 'same-origin' },
    }),
  );
  outer.use((request, response, next) => {
    response.setHeader(requestIdHeader, requestIdOf(request));
    next();
  });
  outer.get('/healthz', health.alive);
  outer.get('/readyz', health.ready);
  for (const app of options.apps) outer.use(app);
  outer.use((request: Request, _response: Response, next: NextFunction) => next(nothingHere(options.apps, request)));
  outer.use(lastResort(options.log));
  return outer;
}

function merged(more: HttpOptions['policy']): Record<string, string[]> {
  const extra = Object.entries(more ?? {}).map(([name, values]) => [name, [...values]]);
  return { ...policy, ...Object.fromEntries(extra) };
}

function nothingHere(apps: readonly Express[], request: Request): ProblemError {
  const allowed = allowedMethods(apps, request.path);
  if (allowed.length === 0) {
    const detail = message('route.unknown.detail', { method: request.method, path: pathOf(request) });
    return new ProblemError('route.unknown', { detail });
  }
  return new ProblemError('request.method', {
    detail: message('request.method.detail', { allowed: allowed.join(', ') }),
    headers: { Allow: allowed.join(', ') },
  });
}

/** What Express itself refuses (a path that cannot be decoded) is malformed; the rest is a bug of ours. */
function lastResort(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const status: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'status') : undefined;
    const isRefusal = !(thrown instanceof ProblemError) && typeof status === 'number' && status >= 400 && status < 500;
    const problem = isRefusal ? new ProblemError('request.malformed', { cause: thrown }) : problemOf(thrown);
    const traceId = traceIdOf(requestIdOf(request));
    if (problem.status >= 500) log.error({ err: problem.options.cause ?? problem, traceId }, 'Request failed by a bug');
    sendProblem(request, response, problem, traceId);
    request.resume();
  };
}

async function listen(server: Server, options: HttpOptions): Promise<void> {
  server.listen(options.port, options.host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const taken = cause instanceof Error && Reflect.get(cause, 'code') === 'EADDRINUSE';
    const hint = taken ? 'is already in use; stop what uses it or choose another with --port' : 'cannot be opened';
    throw new Error(`Port ${options.port} on ${options.host}, needed by ${options.name}, ${hint}`, { cause });
  }
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(cut);
}
