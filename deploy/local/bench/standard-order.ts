/**
 * The standard order of the bench: 8 stage moves, two of them into Waiting, 6 calls of other services, sign-off, posting,
 * invoice. Every order is of another customer, and every visit of a technician begins when the one before has ended.
 */
import * as z from 'zod';

import { customerRoutes } from '#contracts/http/customers.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { ApiRefusal } from './api.ts';
import type { Api } from './api.ts';
import { until } from './until.ts';

/** Master data that standard orders share. */
export interface World {
  readonly customerIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly technicianIds: readonly string[];
  /** Epoch milliseconds of the first visits. */
  readonly firstVisitAt: number;
}

export interface BegunOrder {
  readonly orderId: string;
  readonly number: string;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const retryMs = 250;
const confirmedWithinMs = 30_000;

/** Enough that none of them is what orders wait for. */
const howMany = { customers: 20, items: 10, technicians: 20 };

/** Makes the master data, and lets orders close as soon as they are invoiced. */
export async function makeWorld(api: Api): Promise<World> {
  await closeAtOnce(api);
  const ids = async (count: number, make: (n: number) => Promise<string>) => {
    const made: string[] = [];
    for (let n = 1; n <= count; n += 1) made.push(await make(n));
    return made;
  };
  const customerIds = await ids(howMany.customers, async (n) => {
    const { body } = await api.call(customerRoutes.create, { body: { name: `Customer ${n}` } });
    return z.object({ customerId: z.string() }).parse(body).customerId;
  });
  const technicianIds = await ids(howMany.technicians, async (n) => {
    const technician = { name: `Technician ${n}`, timeZone: 'Europe/Berlin' };
    const { body } = await api.call(technicianRoutes.save, { body: technician });
    return z.object({ technicianId: z.string() }).parse(body).technicianId;
  });
  const itemIds = await ids(howMany.items, (n) => makeItem(api, n));
  return { customerIds, itemIds, technicianIds, firstVisitAt: Math.ceil(Date.now() / dayMs) * dayMs };
}

async function closeAtOnce(api: Api): Promise<void> {
  const params = { id: 'reopeningWindowWorkingDays' };
  const { body } = await api.call(setupRoutes.getParameter, { params });
  const { version } = z.object({ version: z.int() }).parse(body);
  await api.call(setupRoutes.putParameter, { params, ifMatch: version, body: { value: 0 } });
}

/** An item with stock for every order, its price and its cost. */
async function makeItem(api: Api, n: number): Promise<string> {
  const { body } = await api.call(itemRoutes.save, { body: { name: `Part ${n}`, unit: 'pcs' } });
  const { itemId } = z.object({ itemId: z.string() }).parse(body);
  await api.call(stockRoutes.receive, { body: { lines: [{ itemId, quantity: 100_000 }] } });
  for (const [kind, amount] of [
    ['price', 4_500],
    ['cost', 2_500],
  ] as const) {
    const scope = { lineType: 'item', category: null, itemId, technicianId: null };
    const entry = { kind, ...scope, validFrom: '2020-01-01', amount: { amount, currency: 'EUR' } };
    await api.call(invoicingRoutes.createPriceEntry, { body: entry });
  }
  return itemId;
}

/** Creates the `n`th order, with an hour, an item and a fee. */
export async function beginOrder(api: Api, world: World, n: number): Promise<BegunOrder> {
  const technicianId = nth(world.technicianIds, n);
  const lines = [
    { type: 'hour', category: 'labour', technicianId, quantity: 1.5 },
    { type: 'item', category: 'spare-parts', itemId: nth(world.itemIds, n), quantity: 2 },
    { type: 'fee', category: 'call-out', quantity: 1 },
  ];
  const order = { customerId: nth(world.customerIds, n), customerOrderNumber: `PO-${n}`, lines };
  const { body } = await api.call(serviceOrderRoutes.create, { body: order });
  return z.object({ orderId: z.string(), number: z.string() }).parse(body);
}

/** The way through the stages; the rest of what a command needs is its reason. */
function movesOf(world: World, n: number): readonly object[] {
  const startsAt = world.firstVisitAt + Math.floor(n / world.technicianIds.length) * hourMs;
  const visit = {
    technicianId: nth(world.technicianIds, n),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + hourMs).toISOString(),
    timeZone: 'Europe/Berlin',
  };
  const inTwoWeeks = new Date(Date.now() + 14 * dayMs).toISOString();
  const waiting = { to: 'waiting', reasonCode: 'waiting-for-customer', waitingFor: 'customer', until: inTwoWeeks };
  return [
    { to: 'planned', visit },
    { to: 'dispatched' },
    { to: 'in-progress' },
    waiting,
    { to: 'in-progress' },
    waiting,
    { to: 'in-progress' },
    { to: 'completed' },
  ];
}

/**
 * Takes a begun order through its stages to its issued invoice; it then closes by itself.
 * @param onMove told the milliseconds that each stage change took, as its caller saw it
 */
export async function finishOrder(
  api: Api,
  world: World,
  n: number,
  { orderId }: BegunOrder,
  onMove: (ms: number) => void = () => undefined,
): Promise<void> {
  const params = { orderId };
  for (const body of movesOf(world, n)) {
    const sentAt = performance.now();
    mustBeDone(await api.call(serviceOrderRoutes.changeStage, { params, body }));
    onMove(performance.now() - sentAt);
  }
  const acceptance = { signedBy: 'A. Nobody', noSignatureReasonCode: 'nobody-present' };
  mustBeDone(await api.call(serviceOrderRoutes.signOff, { params, body: acceptance }));
  mustBeDone(await api.call(serviceOrderRoutes.post, { params, body: {} }));
  await issueInvoice(api, orderId);
}

/** The proposal is confirmed once the order's own event has reached invoicing. */
async function issueInvoice(api: Api, orderId: string): Promise<void> {
  const { body } = await api.call(serviceOrderRoutes.read, { params: { orderId } });
  const { proposalId } = z.object({ proposalId: z.string() }).parse(body);
  await until(`the proposal of order ${orderId} is confirmed`, confirmedWithinMs, retryMs, async () => {
    try {
      await api.call(invoicingRoutes.postProposal, { params: { proposalId } });
      return true;
    } catch (error) {
      if (error instanceof ApiRefusal && error.code === 'invoice-proposal.unconfirmed') return false;
      throw error;
    }
  });
}

function mustBeDone({ status, body }: { readonly status: number; readonly body: unknown }): void {
  if (status !== 200) throw new Error(`A command was not done within its budget: ${status} ${JSON.stringify(body)}`);
}

function nth(values: readonly string[], n: number): string {
  const value = values[n % values.length];
  if (value === undefined) throw new Error('There is no master data');
  return value;
}
