/**
 * Sends the routes of another service's areas to its address, streaming both ways over connections that stay open; what this
 * process serves at that address is asked without a connection.
 */
import { Agent, request as sendRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';

import type { Express, NextFunction, Request, Response } from 'express';

import { areasOf } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { routes } from '#contracts/http/routes.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { createApp, rememberRoute } from '#platform/http/app.ts';
import { localAppsAt } from '#platform/http/local-apps.ts';
import { maxBytesOf } from '#platform/http/mount.ts';
import { ProblemError, problemOf, sendProblem, traceIdOf } from '#platform/http/problem.ts';
import { requireLength, tooLarge } from '#platform/http/read-body.ts';
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
      const contract = routes.find((each) => each.path === route.path && each.method === request.method);
      forward({ ...options, agent, maxBytes: contract && maxBytesOf(contract) }, request, response);
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
  /** The largest body of the route, in bytes; undefined for a method that it does not know. */
  readonly maxBytes: number | undefined;
}

function forward(target: Target, request: Request, response: Response): void {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const { 'content-length': length, ...headers } = endToEnd(request.headers);
  const { hostname, port } = new URL(target.url);
  const options: RequestOptions = {
    agent: target.agent,
    hostname,
    port,
    method: request.method,
    path: request.originalUrl,
    headers: {
      ...headers,
      'x-request-id': requestIdOf(request),
      ...(isReading || length === undefined ? {} : { 'content-length': length }),
    },
    timeout: longestSilenceMs,
  };
  const exchange = { target, request, response };
  if (!isReading && !guardLength(exchange)) return;
  const send = (mayRepeat: boolean) => {
    const outgoing = sendRequest(options);
    outgoing.once('response', (incoming) => answer(incoming, response));
    outgoing.once('timeout', () => outgoing.destroy(new Error('The service was silent for too long')));
    outgoing.once('error', (cause) => {
      // The service closed an idle connection just as it was taken: nothing was read, so reading may be tried again.
      if (mayRepeat && outgoing.reusedSocket && !response.headersSent) return send(false);
      refuse(exchange, new ProblemError('unavailable.service', { cause }));
    });
    response.once('close', () => {
      if (response.writableFinished && outgoing.writableFinished) return;
      request.unpipe(outgoing).resume();
      outgoing.destroy();
    });
    if (isReading) outgoing.end();
    else request.pipe(outgoing);
  };
  send(isReading);
}

interface Exchange {
  readonly target: Target;
  readonly request: Request;
  readonly response: Response;
}

/**
 * Refuses a body that is larger than the route takes, because a service that does so closes the connection under the writer, who
 * would never read why. Who is nobody is told that first, by the service. False when it was refused.
 */
function guardLength(exchange: Exchange): boolean {
  const { request, target } = exchange;
  const { maxBytes } = target;
  if (maxBytes === undefined || request.headers.authorization === undefined) return true;
  try {
    requireLength(request, maxBytes);
  } catch (thrown) {
    refuse(exchange, problemOf(thrown));
    return false;
  }
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) refuse(exchange, tooLarge(maxBytes));
  });
  return true;
}

function answer(incoming: IncomingMessage, response: Response): void {
  if (response.headersSent) {
    incoming.resume();
    return;
  }
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

/** Answers with a problem unless an answer has begun; whatever the client still sends is read and dropped. */
function refuse({ target, request, response }: Exchange, problem: ProblemError): void {
  if (response.destroyed || response.writableEnded) return;
  if (problem.status >= 500) {
    const { cause } = problem.options;
    target.log.warn({ err: cause, target: target.service, path: request.path }, 'Service cannot be reached');
  }
  request.unpipe();
  sendProblem(request, response, problem, traceIdOf(requestIdOf(request)));
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').toLowerCase().split(/\s*,\s*/);
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !perConnection.has(name) && !named.includes(name)),
  );
}
