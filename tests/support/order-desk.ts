/** Takes service orders through a running Callout by its public HTTP API, as an office would; answers are looked at by the test. */
import { randomUUID } from 'node:crypto';

import * as z from 'zod';

import { eventually } from './eventually.ts';

export interface DeskAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The code of a problem; '' for every other answer. */
  readonly code: string;
}

export interface Sending {
  readonly body?: object;
  readonly key?: string;
  readonly ifMatch?: number;
  readonly timeoutMs?: number;
}

export interface Desk {
  /** One try, whatever comes of it. @throws what fetch throws when nobody answers */
  readonly send: (method: string, path: string, sending?: Sending) => Promise<DeskAnswer>;
  /** As `send`. @throws Error for an answer that is not 2xx */
  readonly mustDo: (method: string, path: string, sending?: Sending) => Promise<DeskAnswer>;
}

const longestMs = 60_000;

/** @param token null for somebody who is not signed in */
export function createDesk(url: string, token: string | null): Desk {
  async function send(method: string, path: string, { body, key, ifMatch, timeoutMs }: Sending = {}) {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': key ?? randomUUID() } : {}),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs ?? longestMs),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? null : JSON.parse(text);
    const code = response.status >= 400 ? z.object({ code: z.string() }).parse(answer).code : '';
    return { status: response.status, body: answer, code };
  }
  return {
    send,
    async mustDo(method, path, sending) {
      const answer = await send(method, path, sending);
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer;
    },
  };
}

/** Master data that orders need. */
export interface DeskWorld {
  readonly customerId: string;
  readonly technicianId: string;
  readonly itemId: string;
  /** An item of which there is stock and a cost, but no price except its category's. */
  readonly unpricedItemId: string;
}

export const stockOfItem = 10_000;

/** A customer, a technician, and two items in stock; only one of them has a price. */
export async function makeDeskWorld(desk: Desk, names: { readonly customer?: string } = {}): Promise<DeskWorld> {
  const customer = await desk.mustDo('POST', '/v1/customers', { body: { name: names.customer ?? 'Baker & Sons' } });
  const { customerId } = z.object({ customerId: z.string() }).parse(customer.body);
  const technicianId = await makeTechnician(desk, 'Technician 1');
  const itemId = await makeItem(desk, 'Valve');
  const unpricedItemId = await makeItem(desk, 'Pump');
  await enterAmount(desk, itemId, 'price', 4_500);
  for (const each of [itemId, unpricedItemId]) await enterAmount(desk, each, 'cost', 2_500);
  return { customerId, technicianId, itemId, unpricedItemId };
}

export async function makeTechnician(desk: Desk, name: string): Promise<string> {
  const { body } = await desk.mustDo('POST', '/v1/technicians', { body: { name, timeZone: 'Europe/Berlin' } });
  return z.object({ technicianId: z.string() }).parse(body).technicianId;
}

async function makeItem(desk: Desk, name: string): Promise<string> {
  const { body } = await desk.mustDo('POST', '/v1/items', { body: { name, unit: 'pcs' } });
  const { itemId } = z.object({ itemId: z.string() }).parse(body);
  await desk.mustDo('POST', '/v1/stock-receipts', { body: { lines: [{ itemId, quantity: stockOfItem }] } });
  return itemId;
}

/** A price or cost of an item, in cents, from 2020 on. */
export async function enterAmount(desk: Desk, itemId: string, kind: 'price' | 'cost', amount: number): Promise<void> {
  const scope = { lineType: 'item', category: null, itemId, technicianId: null };
  const body = { kind, ...scope, validFrom: '2020-01-01', amount: { amount, currency: 'EUR' } };
  await desk.mustDo('POST', '/v1/price-entries', { body });
}

export interface DeskOrder {
  readonly orderId: string;
  readonly number: string;
}

/** An order with an hour and two of an item, both used. */
export async function createOrder(
  desk: Desk,
  world: DeskWorld,
  more: { readonly itemId?: string | null; readonly key?: string } & Readonly<Record<string, unknown>> = {},
): Promise<DeskOrder> {
  const { itemId = world.itemId, key, ...header } = more;
  const hour = { type: 'hour', category: 'labour', technicianId: world.technicianId, quantity: 1 };
  const item = { type: 'item', category: 'spare-parts', itemId, quantity: 2 };
  const { body } = await desk.mustDo('POST', '/v1/service-orders', {
    body: { customerId: world.customerId, lines: itemId === null ? [hour] : [hour, item], ...header },
    ...(key === undefined ? {} : { key }),
  });
  return z.object({ orderId: z.string(), number: z.string() }).parse(body);
}

let visits = 0;

/** A visit that overlaps no other of this process. */
export function aVisitOf(technicianId: string) {
  visits += 1;
  const startsAt = Math.ceil(Date.now() / 86_400_000) * 86_400_000 + visits * 3_600_000;
  return {
    ...{ technicianId, timeZone: 'Europe/Berlin' },
    ...{ startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + 3_600_000).toISOString() },
  };
}

/** A command of an order, by the last part of its path. */
export function command(desk: Desk, order: Pick<DeskOrder, 'orderId'>, name: string, body: object, key?: string) {
  return desk.send('POST', `/v1/service-orders/${order.orderId}/${name}`, {
    body,
    ...(key === undefined ? {} : { key }),
  });
}

/** @throws Error unless the command was done at once */
export async function mustBeDone(desk: Desk, order: DeskOrder, name: string, body: object): Promise<void> {
  const answer = await command(desk, order, name, body);
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

const Line = z.object({
  lineId: z.string(),
  type: z.string(),
  status: z.string(),
  reserved: z.number(),
  missing: z.number(),
  issued: z.number(),
});
const Order = z.object({
  version: z.int(),
  stage: z.string(),
  progress: z.string(),
  proposalId: z.string().nullable(),
  invoiceId: z.string().nullable(),
  closedAt: z.string().nullable(),
  signOff: z.unknown(),
  sla: z.object({ state: z.string() }).nullable(),
  busy: z.array(z.object({ command: z.string(), phase: z.string(), effects: z.array(z.string()) })),
  lines: z.array(Line),
  visits: z.array(z.object({ visitId: z.string(), status: z.string() })),
});
export type SeenOrder = z.infer<typeof Order>;

export async function readOrder(desk: Desk, { orderId }: Pick<DeskOrder, 'orderId'>): Promise<SeenOrder> {
  return Order.parse((await desk.mustDo('GET', `/v1/service-orders/${orderId}`)).body);
}

const Timeline = z.object({
  items: z.array(
    z.object({ type: z.string(), principal: z.string(), text: z.string(), data: z.record(z.string(), z.unknown()) }),
  ),
});

export async function readTimeline(desk: Desk, { orderId }: Pick<DeskOrder, 'orderId'>) {
  const { body } = await desk.mustDo('GET', `/v1/service-orders/${orderId}/timeline?limit=200`);
  return Timeline.parse(body).items;
}

/** To the stage Completed by way of a planned visit. */
export async function complete(desk: Desk, world: DeskWorld, order: DeskOrder): Promise<void> {
  await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
  await mustBeDone(desk, order, 'change-stage', { to: 'dispatched' });
  await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
  await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
}

export const acceptance = { signedBy: 'A. Nobody', noSignatureReasonCode: 'nobody-present' } as const;

/** Posts the order's proposal to an invoice, as soon as invoicing has heard that the order was posted. */
export async function invoice(desk: Desk, order: DeskOrder): Promise<void> {
  const { proposalId } = await readOrder(desk, order);
  const key = randomUUID();
  await eventually(() => desk.mustDo('POST', `/v1/invoice-proposals/${proposalId}/post`, { key }), {
    withinMs: 30_000,
  });
}

const Check = z.object({ differences: z.array(z.unknown()) });

/** What the books of inventory and invoicing do not agree on: nothing. */
export async function ledgerDifferences(desk: Desk): Promise<readonly unknown[]> {
  const paths = ['/v1/inventory/ledger-check', '/v1/invoicing/ledger-check'];
  const checks = await Promise.all(paths.map((path) => desk.mustDo('GET', path)));
  return checks.flatMap(({ body }) => Check.parse(body).differences);
}

/** A case of a customer, with everything that its page shows. */
export async function openCase(desk: Desk, customerId: string, orderId: string): Promise<string> {
  const nextStep = { text: 'Call them', on: '2026-03-01' };
  const body = { customerId, category: 'complaint', subject: 'Nobody called back', orderId, nextStep };
  const { caseId } = z.object({ caseId: z.string() }).parse((await desk.mustDo('POST', '/v1/cases', { body })).body);
  await desk.mustDo('POST', `/v1/cases/${caseId}/notes`, { body: { text: 'Robin is angry' } });
  return caseId;
}

/** An agreement with everything that its page shows, and an order under it. */
export async function openAgreement(desk: Desk, customerId: string): Promise<string> {
  const byCategory = {
    subject: { by: 'category', category: 'labour' },
    treatment: 'covered',
    percent: null,
    limit: null,
  };
  const task = { task: 'inspect', name: 'Inspection', internalNote: 'Mind the fan', customerNote: 'We look at it' };
  const line = { type: 'hour', category: 'labour', quantity: 2, task: 'inspect', description: 'Every screw' };
  const agreed = {
    customerId,
    name: 'Ovens',
    startsOn: '2026-01-01',
    coverage: [byCategory],
    tasks: [task],
    lines: [line],
  };
  const { body } = await desk.mustDo('POST', '/v1/agreements', { body: agreed });
  const { agreementId } = z.object({ agreementId: z.string() }).parse(body);
  await desk.mustDo('POST', '/v1/service-orders', { body: { customerId, agreementId, agreementLines: 'all' } });
  return agreementId;
}

/** An object in the middle of others, all with their days; its id. */
export async function enterObjects(desk: Desk, customerId: string): Promise<string> {
  const enter = async (body: object) => {
    const answer = await desk.mustDo('POST', '/v1/objects', { body: { customerId, ...body } });
    return z.object({ objectId: z.string() }).parse(answer.body).objectId;
  };
  const line = await enter({ name: 'Line', installedOn: '2019-05-06', warrantyUntil: '2024-05-05' });
  const oven = await enter({ name: 'Oven', parentObjectId: line, serialNumber: 'OV 1', warrantyUntil: '2035-08-31' });
  await enter({ name: 'Door', parentObjectId: oven });
  return oven;
}
