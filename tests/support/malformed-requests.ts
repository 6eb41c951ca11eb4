/** Requests that no route may do anything with, made from the contracts of all routes. */
import { randomUUID } from 'node:crypto';

import { addressOf } from '#contracts/http/route.ts';
import type { RouteSpec } from '#contracts/http/route.ts';
import { problemCodesOf } from '#contracts/http/openapi.ts';

export interface Malformed {
  /** What is wrong with it, and where it goes. */
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Codes of which the answer must have one; any of the catalogue when absent. */
  readonly codes?: readonly string[];
}

export interface Credentials {
  readonly administrator: string;
  /** Of somebody of a customer. */
  readonly contact: string;
}

interface Draft {
  readonly what: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  /** Over those of a well-formed request; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly codes?: readonly string[];
}

type Maker = (route: RouteSpec, all: readonly RouteSpec[], credentials: Credentials) => readonly Draft[];

const json = { 'content-type': 'application/json' };
/** A body that nobody's schema takes; what is checked before the body is wrong too then. */
const nonsense = '{"surprise":1}';

const refusedBodies: readonly (readonly [string, string])[] = [
  ['an empty object', '{}'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a number beyond all numbers', '1e400'],
  ['unknown members', '{"surprise":1,"isAdmin":true}'],
  ['members of wrong types', '{"name":7,"customerId":[],"lines":"all","to":{},"data":1,"email":{},"reasonCode":false}'],
  ['a prototype', '{"__proto__":{"roles":["administrator"]},"constructor":{"prototype":{"x":1}}}'],
  ['characters that cannot be stored', '{"name":"a\\u0000b","subject":"\\ud800","to":"\\u0000"}'],
  ['a deep nest', `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`],
];

const bodies: Maker = (route) => {
  const { body } = route;
  if (body === undefined) return [];
  const refused = refusedBodies
    .filter(([, text]) => !body.safeParse(JSON.parse(text)).success)
    .map(([what, text]): Draft => ({ what, body: text, headers: json }));
  const huge = `{"name":"${'x'.repeat((route.maxBytes ?? 256 * 1024) + 1_000)}"}`;
  return [
    ...refused,
    { what: 'half a body', body: '{"name": "a', headers: json, codes: ['request.malformed', 'request.invalid'] },
    { what: 'a huge body', body: huge, headers: json, codes: ['request.too-large'] },
    {
      what: 'a wrong media type',
      body: nonsense,
      headers: { 'content-type': 'text/csv' },
      codes: ['request.media-type'],
    },
    { what: 'no body', codes: ['request.media-type'] },
  ];
};

const uploads: Maker = ({ raw }) =>
  raw === undefined
    ? []
    : [{ what: 'a wrong media type', body: 'MZ', headers: { 'content-type': 'application/x-msdownload' } }];

const credentials: Maker = (route, _all, { contact }) => {
  const { roles } = route;
  if (roles === 'public') return [];
  const body = route.body === undefined ? {} : { body: nonsense };
  const as = (authorization: string | undefined) => ({ ...json, authorization });
  const isForOthers = typeof roles !== 'string' && !roles.includes('customer-contact');
  return [
    { what: 'no credentials', ...body, headers: as(undefined), codes: ['actor.unknown'] },
    { what: 'a token that nobody issued', ...body, headers: as('Bearer callout_nobody'), codes: ['actor.unknown'] },
    { what: 'a scheme that is not spoken', ...body, headers: as('Basic YTpi'), codes: ['actor.unknown'] },
    ...(isForOthers
      ? [{ what: 'the token of a customer', ...body, headers: as(`Bearer ${contact}`), codes: ['actor.forbidden'] }]
      : []),
  ];
};

const addresses: Maker = (route, all) => {
  const others = all.filter(({ path }) => path === route.path).map(({ method }) => method);
  const drafts: Draft[] = [];
  if (!others.includes('DELETE'))
    drafts.push({ what: 'a wrong method', method: 'DELETE', codes: ['request.method', 'route.unknown'] });
  if (route.params === undefined) return drafts;
  const isUuid = !route.params.safeParse(paramsOf(route, 'no id')).success;
  if (isUuid) drafts.push({ what: 'an id that is none', path: addressOf(route, paramsOf(route, 'no id')) });
  // Throwing away what is not there is no mistake where the route does not say so.
  const mayBeUnknown = route.method === 'DELETE' && route.problems.includes('resource.unknown');
  if (route.method === 'GET' || mayBeUnknown) drafts.push({ what: 'an unknown id' });
  return drafts;
};

const queries: Maker = ({ query }) => {
  if (query === undefined) return [];
  const pages = 'cursor' in query.shape ? ['limit=0', 'limit=many', 'cursor=nonsense', 'limit=1&limit=2'] : [];
  return [...pages, 'surprise=1'].map((text) => ({ what: `the query ${text}`, query: text }));
};

const headers: Maker = (route) => {
  const body = route.body === undefined ? {} : { body: nonsense };
  const keys: Draft[] = [
    { what: 'no Idempotency-Key', ...body, headers: { ...json, 'idempotency-key': undefined } },
    { what: 'an endless Idempotency-Key', ...body, headers: { ...json, 'idempotency-key': 'k'.repeat(500) } },
  ];
  const versions: Draft[] = [
    { what: 'no If-Match', ...body, headers: { ...json, 'if-match': undefined } },
    { what: 'an If-Match of no version', ...body, headers: { ...json, 'if-match': 'W/"abc"' } },
  ];
  return [...(route.idempotent === true ? keys : []), ...(route.ifMatch === true ? versions : [])];
};

const makers: readonly Maker[] = [bodies, uploads, credentials, addresses, queries, headers];

/** Every kind of nonsense for every route to which it can be said. */
export function malformedRequests(routes: readonly RouteSpec[], who: Credentials): readonly Malformed[] {
  return routes.flatMap((route) => {
    const token = callerOf(route, who);
    // Who may not call is told so, whatever else is wrong.
    const fitting = token === undefined ? [credentials] : makers;
    return fitting
      .flatMap((make) => make(route, routes, who))
      .map((draft) => requestOf(route, draft, token ?? who.administrator));
  });
}

/** The token of somebody who may call the route; undefined for what only services call. */
function callerOf({ roles }: RouteSpec, { administrator, contact }: Credentials): string | undefined {
  if (typeof roles === 'string' || roles.includes('administrator')) return administrator;
  if (roles.includes('customer-contact')) return contact;
  return roles.includes('importer') ? administrator : undefined;
}

function requestOf(route: RouteSpec, draft: Draft, token: string): Malformed {
  const { what, method = route.method, query, body, codes } = draft;
  const path = draft.path ?? addressOf(route, paramsOf(route, randomUUID()));
  const wellFormed = {
    authorization: `Bearer ${token}`,
    ...(route.idempotent === true ? { 'idempotency-key': randomUUID() } : {}),
    ...(route.ifMatch === true ? { 'if-match': '"1"' } : {}),
  };
  const merged: Record<string, string | undefined> = { ...wellFormed, ...draft.headers };
  const sent = Object.entries(merged).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return {
    what: `${route.id}: ${what}`,
    method,
    path: query === undefined ? path : `${path}?${query}`,
    headers: Object.fromEntries(sent),
    ...(body === undefined ? {} : { body }),
    codes: codes ?? problemCodesOf(route).filter((code) => code !== 'internal'),
  };
}

function paramsOf(route: RouteSpec, value: string): Record<string, string> {
  return Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, value]));
}

/** So many of a list, evenly spread over it and always the same. */
export function spread<Item>(list: readonly Item[], count: number): readonly Item[] {
  if (list.length <= count) return list;
  return Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)]).filter(
    (item): item is Item => item !== undefined,
  );
}
