/** What orders have left in other services: asked through the public API, compared with what the orders themselves say. */
import { setTimeout as delay } from 'node:timers/promises';

import * as z from 'zod';

import { eventually } from './eventually.ts';
import { ledgerDifferences, readOrder, type Desk, type DeskOrder, type SeenOrder } from './order-desk.ts';

const Reservations = z.object({
  items: z.array(
    z.object({ lineId: z.string(), wanted: z.number(), reserved: z.number(), missing: z.number(), issued: z.number() }),
  ),
});
const Visits = z.object({ items: z.array(z.object({ visitId: z.string(), status: z.string() })) });
const Invoices = z.object({ items: z.array(z.object({ invoiceId: z.string() })) });
const Levels = z.object({ items: z.array(z.object({ onHand: z.number(), reserved: z.number() })) });

const endedStatuses: ReadonlySet<string> = new Set(['finished', 'cancelled']);

export interface LeftOver {
  readonly order: SeenOrder;
  /** Visits in dispatch that are still to come or under way. */
  readonly openVisits: number;
  /** In inventory, over all lines. */
  readonly reserved: number;
  readonly issued: number;
  readonly invoices: number;
}

/** What an order and other services say of it now. */
export async function leftOver(desk: Desk, order: DeskOrder): Promise<LeftOver> {
  const of = (path: string) => desk.mustDo('GET', `${path}?orderId=${order.orderId}&limit=200`);
  const seen = await readOrder(desk, order);
  const reservations = Reservations.parse((await of('/v1/reservations')).body).items;
  const visits = Visits.parse((await of('/v1/visits')).body).items;
  const sum = (name: 'reserved' | 'issued') => reservations.reduce((total, line) => total + line[name], 0);
  return {
    order: seen,
    openVisits: visits.filter(({ status }) => !endedStatuses.has(status)).length,
    ...{ reserved: sum('reserved'), issued: sum('issued') },
    invoices: Invoices.parse((await of('/v1/invoices')).body).items.length,
  };
}

/** Waits until no command of the order is being done or undone, and gives what is left then. */
export function quiet(desk: Desk, order: DeskOrder, withinMs = 60_000): Promise<LeftOver> {
  return eventually(
    async () => {
      const left = await leftOver(desk, order);
      if (left.order.busy.length > 0) throw new Error(`${order.number} is busy: ${JSON.stringify(left.order.busy)}`);
      return left;
    },
    { withinMs, everyMs: 250 },
  );
}

/** What an order and other services do not agree on, once it is quiet and their events have arrived; nothing when they do. */
export async function faultsOf(desk: Desk, order: DeskOrder, withinMs = 30_000): Promise<readonly string[]> {
  await quiet(desk, order);
  const deadline = Date.now() + withinMs;
  for (;;) {
    const faults = disagreements(await leftOver(desk, order), order.number);
    if (faults.length === 0 || Date.now() > deadline) return faults;
    await delay(250);
  }
}

function disagreements({ order, openVisits, reserved, issued, invoices }: LeftOver, number: string): readonly string[] {
  const sum = (name: 'reserved' | 'issued') => order.lines.reduce((total, line) => total + line[name], 0);
  const open = order.visits.filter(({ status }) => !endedStatuses.has(status)).length;
  const pairs: readonly [string, number, number][] = [
    ['open visits', openVisits, open],
    ['reserved parts', reserved, sum('reserved')],
    ['issued parts', issued, sum('issued')],
    ['invoices', invoices, order.invoiceId === null ? 0 : 1],
  ];
  return pairs
    .filter(([, found, wanted]) => found !== wanted)
    .map(([what, found, wanted]) => `${number}: ${found} ${what} instead of ${wanted}`);
}

/** As `faultsOf` for many orders, and the differences within the books of inventory and invoicing. */
export async function faultsOfAll(desk: Desk, orders: readonly DeskOrder[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const order of orders) faults.push(...(await faultsOf(desk, order)));
  const differences = await ledgerDifferences(desk);
  return [...faults, ...differences.map((difference) => `books: ${JSON.stringify(difference)}`)];
}

/** What is on hand of an item. */
export async function onHand(desk: Desk, itemId: string): Promise<number> {
  const { body } = await desk.mustDo('GET', `/v1/stock-levels?itemId=${itemId}`);
  return Levels.parse(body).items.reduce((total, level) => total + level.onHand, 0);
}
