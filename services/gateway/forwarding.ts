/**
 * Sends the routes of another service's areas to its address, streaming both ways over connections that stay open; what this
 * process serves at that address is asked without a connection.
 */
import { Agent, request as sendRequest } from 'node:http';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';

import type { Express, NextFunction, Request, Response } from 'express';

import { areasOf } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { routes } from '#contracts/http/routes.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { createApp, rememberRoute } from '#platform/http/app.ts';
import { localAppsAt } from '#platform/http/local-apps.ts';
import { ProblemError, sendProblem, traceIdOf } from '#platform/http/problem.ts';
import { requestIdOf } from '#platform/http/request-id.ts';
import type { Logger } from '#platform/logging.ts';

/** Longer than any command may take with its budget: whoever is silent this long is down. In milliseconds. */
const longestSilenceMs = 150_000;

/** Headers that belong to one connection (RFC 9110, section 7.6.1), and what is set anew for the next. */
const perConnection = new Set([
  'connection',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface ForwardingOptions {
  readonly service: ServiceName;
  /** The service's address, without a slash at the end. */
  readonly url: string;
  readonly tokens: Tokens;
  readonly log: Logger;
}

export interface Forwarding {
  /** Knows the routes of the service by their contracts; everything else falls through. */
  readonly app: Express;
  /** Lets go of the open connections. */
  readonly close: () => void;
}

/** The app that stands for a service of another process. */
export function forwardTo(options: ForwardingOptions): Forwarding {
  const agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 64, scheduling: 'lifo' });
  const app = createApp({ log: options.log, tokens: options.tokens });
  app.use((request, response, next) => askLocally(localAppsAt(options.url) ?? [], { request, response, next }));
  const areas = areasOf(options.service);
  for (const route of routes) {
    if (!areas.includes(route.area)) continue;
    rememberRoute(app, route.method, route.path);
    app.all(route.path, (request, response, next) => {
      // An app of this process that let it through does not know the method.
      if (localAppsAt(options.url) !== undefined) return next();
      forward({ ...options, agent }, request, response);
    });
  }
  return { app, close: () => agent.destroy() };
}

interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly next: NextFunction;
}

/** Hands the request to the first app that knows its address. */
function askLocally([first, ...others]: readonly Express[], asked: Asked): void {
  if (first === undefined) return asked.next();
  first(asked.request, asked.response, (error?: unknown) => {
    if (error === undefined) askLocally(others, asked);
    else asked.next(error);
  });
}

interface Target extends ForwardingOptions {
  readonly agent: Agent;
}

function forward(target: Target, request: Request, response: Response): void {
  const { url, agent } = target;
  const { hostname, port } = new URL(url);
  const options: RequestOptions = {
    agent,
    hostname,
    port,
    method: request.method,
    path: request.originalUrl,
    headers: { ...endToEnd(request.headers), 'x-request-id': requestIdOf(request) },
    timeout: longestSilenceMs,
  };
  const mayRepeat = request.method === 'GET' || request.method === 'HEAD';
  const send = (isLast: boolean) => {
    const outgoing = sendRequest(options);
    outgoing.once('response', (incoming) => answer(incoming, response));
    outgoing.once('timeout', () => outgoing.destroy(new Error('The service was silent for too long')));
    outgoing.once('error', (cause) => {
      // The service closed an idle connection just as it was taken: nothing was read, so reading may be tried again.
      if (!isLast && outgoing.reusedSocket && !response.headersSent) return send(true);
      refuse(target, { request, response, cause });
    });
    response.once('close', () => {
      if (!response.writableFinished) outgoing.destroy();
    });
    if (mayRepeat) outgoing.end();
    else pipeBody(request, outgoing);
  };
  send(!mayRepeat);
}

function pipeBody(request: Request, outgoing: ClientRequest): void {
  request.pipe(outgoing);
  request.once('aborted', () => outgoing.destroy());
}

function answer(incoming: IncomingMessage, response: Response): void {
  response.status(incoming.statusCode ?? 502);
  for (const [name, value] of Object.entries(endToEnd(incoming.headers))) {
    // The gateway's own (safe headers, request id) are there already and stay.
    if (value !== undefined && !response.hasHeader(name)) response.setHeader(name, value);
  }
  response.flushHeaders();
  incoming.pipe(response);
  incoming.once('error', () => response.destroy());
  incoming.once('aborted', () => response.destroy());
}

interface Failed {
  readonly request: Request;
  readonly response: Response;
  readonly cause: Error;
}

function refuse({ service, log }: Target, { request, response, cause }: Failed): void {
  if (response.destroyed) return;
  log.warn({ err: cause, target: service, path: request.path }, 'Service cannot be reached');
  request.unpipe();
  sendProblem(request, response, new ProblemError('unavailable.service', { cause }), traceIdOf(requestIdOf(request)));
  request.resume();
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/);
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !perConnection.has(name) && !named.includes(name)),
  );
}
