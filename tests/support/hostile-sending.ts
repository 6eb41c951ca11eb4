/** Sends a hostile body to every route that takes one, and learns from the answers what the next ones may name. */
import { randomUUID } from 'node:crypto';

import { addressOf } from '#contracts/http/route.ts';
import type { RouteSpec } from '#contracts/http/route.ts';
import { routes } from '#contracts/http/routes.ts';
import { hostileBody } from './hostile-bodies.ts';

/** What signs people in and out, or takes back what the others have made, would end the sending. */
const isLeftOut = ({ id, roles }: RouteSpec) =>
  roles === 'public' || /password|session|disable|revoke|notification|parameter|history/i.test(id);

export interface Sent {
  /** Routes and fields whose attack was taken. */
  readonly routes: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  /** Answers that are bugs. */
  readonly wrong: readonly string[];
}

/** Twice over all routes, because the first ones may name what later ones make. */
export async function sendAttacks(url: string, token: string, start: Readonly<Record<string, unknown>>): Promise<Sent> {
  const known = new Map(Object.entries(start));
  const taken = new Set<string>();
  const fields = new Set<string>();
  const wrong: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    for (const route of routes.filter((each) => each.body !== undefined && !isLeftOut(each))) {
      if (taken.has(route.id)) continue;
      const made = hostileBody(route, known);
      const path = pathOf(route, known);
      if (made === null || path === null || made.fields.length === 0) continue;
      const { status, answer } = await send({ url, token, route, path }, made.body);
      if (status >= 500) wrong.push(`${route.id} answered ${status}`);
      if (status >= 300) continue;
      taken.add(route.id);
      for (const field of made.fields) fields.add(`${route.id} ${field}`);
      learn(answer, known);
    }
  }
  return { routes: taken, fields, wrong };
}

function pathOf(route: RouteSpec, known: ReadonlyMap<string, unknown>): string | null {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  if (names.some((name) => !known.has(name))) return null;
  return addressOf(route, Object.fromEntries(names.map((name) => [name, known.get(name)])));
}

interface Sending {
  readonly url: string;
  readonly token: string;
  readonly route: RouteSpec;
  readonly path: string;
}

async function send({ url, token, route, path }: Sending, body: unknown) {
  const authorization = `Bearer ${token}`;
  const needsTag = route.ifMatch === true;
  const tag = needsTag ? (await fetch(url + path, { headers: { authorization } })).headers.get('etag') : null;
  const response = await fetch(url + path, {
    method: route.method,
    headers: {
      authorization,
      'content-type': 'application/json',
      ...(route.idempotent === true ? { 'idempotency-key': randomUUID() } : {}),
      ...(needsTag ? { 'if-match': tag ?? '"1"' } : {}),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, answer: text === '' ? null : (JSON.parse(text) as unknown) };
}

/** Ids that are not known yet. */
function learn(answer: unknown, known: Map<string, unknown>): void {
  if (typeof answer !== 'object' || answer === null) return;
  for (const [name, value] of Object.entries(answer)) {
    if (/^[a-z]\w*Id$/.test(name) && typeof value === 'string' && !known.has(name)) known.set(name, value);
  }
}
