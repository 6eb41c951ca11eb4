/** Malformed requests over all routes: each is a problem with a code, none a 500, and nothing is written. */
import { randomUUID } from 'node:crypto';

import { routes } from '#contracts/http/routes.ts';
import { isProblemCode } from '#contracts/problems/catalogue.ts';
import { Problem } from '#contracts/problems/problem.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { issueToken } from '../support/issue-token.ts';
import { malformedRequests, spread, type Malformed } from '../support/malformed-requests.ts';
import { createDesk, createOrder, makeDeskWorld, type Desk } from '../support/order-desk.ts';
import { settledRowCounts } from '../support/row-counts.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

const least = 200;
const tellEvery = 250;

/** All there are, and at least two hundred; at a short size two hundred of them. */
export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const administrator = stack.adminToken();
  const desk = createDesk(stack.url, administrator);
  const orders = await aboutAnOrder(desk, administrator);
  const contact = await issueToken(desk, ['customer-contact'], orders.customerId);
  const made = malformedRequests(routes, { administrator, contact });
  const chosen = size === 'full' ? made : spread(made, least - orders.requests.length);
  const requests = [...orders.requests, ...chosen];
  const before = await settledRowCounts(stack);
  const wrong: string[] = [];
  for (const [index, request] of requests.entries()) {
    if (index > 0 && index % tellEvery === 0) say(`  ${index} of ${requests.length} requests`);
    const mistake = await mistakeOf(stack.url, request);
    if (mistake !== null) wrong.push(`${request.what}: ${mistake}`);
  }
  const after = await settledRowCounts(stack);
  const written = Object.entries(after)
    .filter(([table, count]) => before[table] !== count)
    .map(([table]) => table);
  const passed = wrong.length === 0 && written.length === 0 && requests.length >= least;
  const figure = `${requests.length} malformed requests, ${requests.length - wrong.length} answered by a problem with a code, ${written.length} of ${Object.keys(after).length} tables changed`;
  return { passed, figure: [figure, ...written, ...wrong.slice(0, 10)].join('; ') };
}

/** What is wrong with the answer; null when it is a problem of the catalogue and of the request's route. */
async function mistakeOf(url: string, { method, path, headers, body, codes }: Malformed): Promise<string | null> {
  const init = { method, headers, signal: AbortSignal.timeout(30_000), ...(body === undefined ? {} : { body }) };
  const response = await fetch(url + path, init);
  const text = await response.text();
  if (response.status < 400 || response.status >= 500) return `answered ${response.status} ${text.slice(0, 200)}`;
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true)
    return `answered ${response.headers.get('content-type')}`;
  const problem = Problem.safeParse(JSON.parse(text));
  if (!problem.success) return `is no problem: ${text.slice(0, 200)}`;
  const { code, status } = problem.data;
  if (!isProblemCode(code) || status !== response.status) return `answered ${response.status} ${code}`;
  return codes === undefined || codes.includes(code) ? null : `answered ${code} instead of ${codes.join(' or ')}`;
}

/** Requests that only make no sense because of what is there: illegal stages, other bodies under a key, unknown ids. */
async function aboutAnOrder(desk: Desk, token: string) {
  const world = await makeDeskWorld(desk);
  const key = randomUUID();
  const { orderId } = await createOrder(desk, world, { key });
  const order = `/v1/service-orders/${orderId}`;
  const post = (what: string, path: string, body: object, code: string, own: string = randomUUID()): Malformed => ({
    ...{ what, method: 'POST', path, body: JSON.stringify(body), codes: [code] },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': own },
  });
  const { customerId } = world;
  const nobody = randomUUID();
  const requests = [
    post('an illegal stage', `${order}/change-stage`, { to: 'completed' }, 'order.stage-forbidden'),
    post('a stage that there is not', `${order}/change-stage`, { to: 'nowhere' }, 'order.stage-forbidden'),
    post(
      'waiting for nobody',
      `${order}/change-stage`,
      { to: 'waiting', reasonCode: 'no-access' },
      'order.waiting-incomplete',
    ),
    post('cancelling without a reason', `${order}/cancel`, {}, 'order.reason-missing'),
    post('posting what was not signed', `${order}/post`, {}, 'order.stage-forbidden'),
    post('another body under a used key', '/v1/service-orders', { customerId }, 'idempotency.other-body', key),
    post('a customer that there is not', '/v1/service-orders', { customerId: nobody }, 'order.unknown-reference'),
    post(
      'a line of an item without the item',
      `${order}/lines`,
      { type: 'item', category: 'spare-parts' },
      'order.line-invalid',
    ),
    post('a file that there is not', `${order}/files`, { fileId: nobody }, 'reference.unknown'),
    post('paying back nothing', `${order}/lines/${nobody}/pay-back`, {}, 'resource.unknown'),
    post(
      'an expense of hours',
      `${order}/lines`,
      {
        type: 'hour',
        category: 'labour',
        quantity: 1,
        expense: { receiptFileId: null, payBackTo: null, paidMinor: 1 },
      },
      'order.line-invalid',
    ),
    post('a file of no line', `${order}/files`, { fileId: nobody, lineId: nobody }, 'order.line-unknown'),
    post('an order that there is not', `/v1/service-orders/${nobody}/post`, {}, 'resource.unknown'),
    post(
      'a recorded time of no importer',
      `${order}/notes`,
      { kind: 'internal', text: 'x', occurredAt: '2020-01-01T00:00:00.000Z' },
      'order.recorded-time',
    ),
  ];
  return { requests, customerId };
}
