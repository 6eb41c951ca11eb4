/** A running HTTP server in the test's process with routes of its own, and calls that say who calls. */
import { randomUUID } from 'node:crypto';

import type { Express } from 'express';

import { Problem } from '#contracts/problems/problem.ts';
import type { Actor, Role } from '#contracts/roles.ts';
import { createTokens } from '#platform/http/actor.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { createApp } from '#platform/http/app.ts';
import { startHttp } from '#platform/http/server.ts';
import type { HttpOptions } from '#platform/http/server.ts';
import { createLogger } from '#platform/logging.ts';

export const testServiceKey = 'a-key-for-tests-of-at-least-32-characters';

/** A member of staff with the given roles. */
export function staff(...roles: Role[]): Actor {
  return { principal: `user:${randomUUID()}`, roles, customerId: null };
}

/** Somebody of a customer. */
export function customerActor(customerId: string): Actor {
  return { principal: `user:${randomUUID()}`, roles: ['customer-contact'], customerId };
}

export interface TestHttp extends AsyncDisposable {
  readonly url: string;
  readonly tokens: Tokens;
  /** The lines that were logged, parsed. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly send: (path: string, options?: SendOptions) => Promise<TestAnswer>;
}

export interface SendOptions {
  readonly method?: string;
  readonly as?: Actor;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: () => unknown;
  /** The problem of the answer. @throws when it is none */
  readonly problem: () => Problem;
}

/** Starts a server on a free port with the routes that `routes` mounts; answers are checked against their contracts. */
export async function startTestHttp(
  routes: (app: Express) => void,
  more: Partial<Pick<HttpOptions, 'checks'>> = {},
): Promise<TestHttp> {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger({
    name: 'test',
    level: 'debug',
    to: { write: (line) => void lines.push(JSON.parse(line)) },
  });
  const tokens = createTokens(testServiceKey);
  const app = createApp({ log, tokens, checkAnswers: true });
  routes(app);
  const http = await startHttp({ name: 'test', host: '127.0.0.1', port: 0, apps: [app], log, ...more });
  return {
    url: http.url,
    tokens,
    lines,
    send: (path, options = {}) => send(http.url + path, tokens, options),
    [Symbol.asyncDispose]: http.stop,
  };
}

async function send(url: string, tokens: Tokens, options: SendOptions): Promise<TestAnswer> {
  const body = options.raw ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
  const response = await fetch(url, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(options.as === undefined ? {} : { authorization: `Bearer ${await tokens.sign(options.as)}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const json = (): unknown => JSON.parse(text);
  return { status: response.status, headers: response.headers, text, json, problem: () => Problem.parse(json()) };
}
