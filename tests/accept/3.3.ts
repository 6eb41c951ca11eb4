/** Eight clients give random commands to the same orders: nothing breaks, losers read what is allowed, and all books agree when quiet. */
import * as z from 'zod';

import type { Say } from '#deploy/local/progress.ts';
import { reconcileAll } from '#deploy/local/reconcile.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { createApiClient } from '#deploy/replay/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { faultsOfAll, quiet } from '../support/left-over.ts';
import { createDesk, createOrder, makeDeskWorld, type Desk, type DeskOrder } from '../support/order-desk.ts';
import { workAtOnce } from '../support/random-clients.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

const clients = 8;
const sizes: Readonly<Record<AcceptSize, { readonly orders: number; readonly commands: number }>> = {
  short: { orders: 6, commands: 60 },
  full: { orders: 500, commands: 6_000 },
};
const patienceMs = 120_000;

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const desk = createDesk(stack.url, stack.adminToken());
  const world = await makeDeskWorld(desk);
  const wanted = sizes[size];
  const orders: DeskOrder[] = [];
  while (orders.length < wanted.orders) orders.push(await createOrder(desk, world));
  say(`  ${orders.length} orders`);
  const { answers, faults } = await workAtOnce({ desk, world, orders, clients, commands: wanted.commands });
  for (const [what, times] of [...answers].toSorted(([, one], [, other]) => other - one)) say(`  ${times} × ${what}`);
  for (const order of orders) await quiet(desk, order, patienceMs);
  const books = await faultsOfAll(desk, orders);
  await caughtUp(desk);
  const api = createApiClient({ url: stack.url, token: stack.adminToken(), patienceMs });
  const { differences } = await reconcileAll(api, {});
  const unlike = differences
    .filter(isOtherwhere)
    .map((each) => `${each.number}: ${each.row}, ${each.with} says ${each.found}`);
  const wrong = [...faults, ...books, ...unlike];
  const counted = [...answers].reduce((sum, [, times]) => sum + times, 0);
  const refused = [...answers].reduce((sum, [what, times]) => sum + (/ 4\d\d /.test(what) ? times : 0), 0);
  const figure = `${counted} commands of ${clients} clients on ${orders.length} orders, ${refused} of them refused with why: ${wrong.length} faults`;
  return { passed: wrong.length === 0 && refused < counted, figure: [figure, ...wrong.slice(0, 12)].join('; ') };
}

/** Rows beside the workflow change without it, so that it may know an earlier version of the order, at the same stage. */
function isOtherwhere({ row, found }: { readonly row: string; readonly found: string }): boolean {
  return row.split(' at ')[0] !== found.split(' at ')[0];
}

const Applied = z.object({ total: z.int(), waiting: z.int() });

/** The read model has applied every event that there is: no more come. */
async function caughtUp(desk: Desk): Promise<void> {
  let before = -1;
  await eventually(
    async () => {
      const { total, waiting } = Applied.parse((await desk.mustDo('GET', '/v1/reporting/applied')).body);
      const [last, isStill] = [before, total === before && waiting === 0];
      before = total;
      if (!isStill) throw new Error(`The read model applied ${total - last} more events, and ${waiting} wait`);
    },
    { withinMs: patienceMs, everyMs: 1_000 },
  );
}
