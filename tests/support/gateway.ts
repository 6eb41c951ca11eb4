/** The gateway in the test's process, on a database of its own, with a clock that the test moves. */
import { setTimeout as delay } from 'node:timers/promises';

import { Problem } from '#contracts/problems/problem.ts';
import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import type { Role } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { standingClock } from '#platform/clock.ts';
import { createTokens } from '#platform/http/actor.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { startHttp } from '#platform/http/server.ts';
import { createHintHub } from '#platform/http/sse.ts';
import type { HintHub } from '#platform/http/sse.ts';
import { createLogger } from '#platform/logging.ts';
import { createAuthentication } from '#services/gateway/authentication.ts';
import type { Authentication } from '#services/gateway/authentication.ts';
import { createFront } from '#services/gateway/front.ts';
import { providerOf } from '#services/gateway/provider.ts';
import { seedConfiguration } from '#transactions/setup/seed-configuration.ts';
import { createFirstAdministrator, ensureLocalToken } from '#transactions/identity/first-administrator.ts';
import { createPasswordHashes } from '#transactions/identity/password-hash.ts';
import { newTokenSecret } from '#transactions/identity/secret.ts';
import { createTestDatabase } from './database.ts';
import { testServiceKey } from './http.ts';

export const administratorPassword = 'a long enough one';

/** Where the standing clock of a test gateway begins. */
export const startOfTest = '2026-03-02T09:00:00.000Z';

export interface Sending {
  readonly method?: string;
  /** An API token or any other bearer. */
  readonly bearer?: string;
  /** The value of the session's cookie. */
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly raw?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: () => unknown;
  readonly problem: () => Problem;
}

/** A hash in a millisecond: what is tested here is who comes in, not how long a guess takes. */
const quickCost = { N: 1_024, r: 8, p: 1 };

export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  readonly db: Db<'gateway'>;
  readonly tokens: Tokens;
  readonly hub: HintHub;
  readonly authentication: Authentication;
  readonly moveTo: (instant: string) => void;
  /** An administrator's API token. */
  readonly token: string;
  readonly send: (path: string, sending?: Sending) => Promise<Answer>;
}

/** Starts it with default configuration and the first administrator. Other services are looked for at `urls`. */
export async function startTestGateway(
  options: {
    urls?: Partial<Record<ServiceName, string>>;
    publicUrl?: string;
    env?: Readonly<Record<string, string>>;
  } = {},
): Promise<TestGateway> {
  const database = await createTestDatabase();
  const db = database.connect('gateway');
  const clock = standingClock(startOfTest);
  const log = createLogger({ name: 'test', level: 'silent' });
  const tokens = createTokens(testServiceKey);
  const hub = createHintHub();
  const authentication = createAuthentication({ db, clock });
  const passwordHashes = createPasswordHashes(quickCost);
  const passwordHash = await passwordHashes.make(administratorPassword);
  await createFirstAdministrator(db, { passwordHash, now: clock.now() });
  const token = newTokenSecret();
  await ensureLocalToken(db, { secret: token, now: clock.now() });
  await seedConfiguration(db, clock.now());
  const nowhere = Object.fromEntries(serviceNames.map((name) => [name, 'http://127.0.0.1:9']));
  const front = createFront({
    db,
    tokens,
    authentication,
    passwordHashes,
    hints: hub,
    clock,
    log,
    provider: providerOf(options.env ?? {}, options.publicUrl ?? 'http://callout.test'),
    publicUrl: options.publicUrl ?? 'http://callout.test',
    urls: {
      ...nowhere,
      ...options.urls,
    } as Record<ServiceName, string>,
    version: '0.0.0',
    webFolder: '.build/no-web',
  });
  const http = await startHttp({ name: 'gateway', host: '127.0.0.1', port: 0, apps: front.apps, log, graceMs: 200 });
  return {
    url: http.url,
    db,
    tokens,
    hub,
    authentication,
    token,
    moveTo: clock.moveTo,
    send: (path, sending = {}) => send(http.url + path, sending),
    async [Symbol.asyncDispose]() {
      hub.close();
      await http.stop();
      front.close();
      await database.drop();
    },
  };
}

/** One request, one answer, read to its end. */
export async function send(url: string, sending: Sending): Promise<Answer> {
  const { bearer, cookie, json, headers = {} } = sending;
  const body = sending.raw ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(url, {
    method: sending.method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(cookie === undefined ? {} : { cookie: `callout_session=${cookie}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const parsed = (): unknown => JSON.parse(text);
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: parsed,
    problem: () => Problem.parse(parsed()),
  };
}

/** Signs in and gives the cookie's value. */
export async function signIn(gateway: TestGateway, email: string, password: string): Promise<string> {
  const answer = await gateway.send('/v1/session', { json: { email, password } });
  const cookie = /^callout_session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  if (answer.status !== 201 || cookie === undefined)
    throw new Error(`Sign-in answered ${answer.status} ${answer.text}`);
  return cookie;
}

/** Adds a user through the door and gives its id. */
export async function addUser(
  gateway: TestGateway,
  user: { email: string; password: string; roles: Role[]; customerId?: string | null; mustChangePassword?: boolean },
): Promise<string> {
  const answer = await gateway.send('/v1/users', {
    bearer: gateway.token,
    headers: { 'idempotency-key': user.email },
    json: { displayName: user.email, customerId: null, mustChangePassword: false, ...user },
  });
  const id: unknown = Reflect.get(Object(answer.json()), 'id');
  if (answer.status !== 201 || typeof id !== 'string') throw new Error(`Adding a user answered ${answer.text}`);
  return id;
}

/** Reads a stream of server-sent events until `enough`, or for `withinMs`. */
export async function readEvents(
  url: string,
  bearer: string,
  options: { enough: (text: string) => boolean; onOpen: () => void; withinMs?: number },
): Promise<string> {
  const aborting = new AbortController();
  const response = await fetch(url, { headers: { authorization: `Bearer ${bearer}` }, signal: aborting.signal });
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('The stream has no body');
  const decoder = new TextDecoder();
  let text = '';
  const over = delay(options.withinMs ?? 10_000, undefined, { ref: false });
  options.onOpen();
  while (!options.enough(text)) {
    const next = await Promise.race([reader.read(), over]);
    if (next === undefined || next.done) break;
    text += decoder.decode(next.value, { stream: true });
  }
  aborting.abort();
  return text;
}
