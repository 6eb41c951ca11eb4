/** Every route of the contracts, asked as every role: who may is let in, who may not is told so, and fields follow the table of rights. */
import { randomUUID } from 'node:crypto';

import * as z from 'zod';

import type { RouteSpec } from '#contracts/http/route.ts';
import { routes } from '#contracts/http/routes.ts';
import { maySeeField } from '#domain/identity/rights.ts';
import type { Role } from '#domain/identity/rights.ts';
import { internalNote } from './two-companies.ts';
import type { TwoCompanies } from './two-companies.ts';

const forbidden = 'actor.forbidden';
const atOnce = 8;

/** Calls with ids of nothing and without a body: whoever is let in is refused by something later, and nothing is written. */
export async function callEveryRoute(url: string, tokens: ReadonlyMap<Role, string>) {
  const pairs = routes
    .filter(({ roles }) => roles !== 'public')
    .flatMap((route) => [...tokens].map(([role, token]) => ({ route, role, token })));
  const wrong: string[] = [];
  for (let start = 0; start < pairs.length; start += atOnce) {
    const found = await Promise.all(
      pairs.slice(start, start + atOnce).map(async ({ route, role, token }) => {
        const isForbidden = (await codeOf(url, route, token)) === forbidden;
        const may = typeof route.roles === 'string' || route.roles.includes(role);
        return may === isForbidden ? [`${route.id} as ${role}: ${isForbidden ? 'forbidden' : 'let in'}`] : [];
      }),
    );
    wrong.push(...found.flat());
  }
  return { calls: pairs.length, wrong };
}

/** The code of the problem; empty for any other answer, whose body is not waited for. */
async function codeOf(url: string, route: RouteSpec, token: string): Promise<string> {
  const leaving = new AbortController();
  const path = route.path.replace(/:[A-Za-z]\w*/g, () => randomUUID());
  const headers = {
    authorization: `Bearer ${token}`,
    ...(route.method === 'GET' ? {} : { 'content-type': route.raw?.[0] ?? 'application/json' }),
  };
  const response = await fetch(url + path, { method: route.method, headers, signal: leaving.signal });
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const code = isProblem ? z.object({ code: z.string() }).parse(await response.json()).code : '';
  leaving.abort();
  return code;
}

const ReadOrder = z.object({ lines: z.array(z.object({ costMinor: z.int().nullable() })) });

/** Fields of an order that a role sees and should not, or should see and does not. */
export async function wrongFields(url: string, { own, tokens }: TwoCompanies): Promise<readonly string[]> {
  const wrong: string[] = [];
  const address = `${url}/v1/service-orders/${own.order.orderId}`;
  for (const [role, token] of tokens) {
    const read = async (path: string) => (await fetch(path, { headers: { authorization: `Bearer ${token}` } })).text();
    const { lines } = ReadOrder.parse(JSON.parse(await read(address)));
    if (lines.some(({ costMinor }) => costMinor !== null) !== maySeeField([role], 'cost'))
      wrong.push(`cost as ${role}`);
    const seesNote = (await read(`${address}/timeline?limit=200`)).includes(internalNote);
    if (seesNote !== maySeeField([role], 'internalNote')) wrong.push(`internal note as ${role}`);
  }
  return wrong;
}
