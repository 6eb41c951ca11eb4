/** Names, addresses, notes and words stay in rows: no history and no topic ever has one. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';

import {
  acceptance,
  command,
  complete,
  createDesk,
  createOrder,
  invoice,
  makeDeskWorld,
  mustBeDone,
  readOrder,
  type Desk,
  type DeskWorld,
} from '../support/order-desk.ts';
import { setParameter } from '../support/parameters.ts';
import { eventually } from '../support/eventually.ts';
import { connectToTemporalOf, type OrderTemporal } from '../support/order-temporal.ts';
import { startPlainConsumer } from '../support/plain-consumer.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();
let desk: Desk;
let world: DeskWorld;
let temporal: OrderTemporal;

/** Words that nothing else would say. */
const canary = (of: string) => `Canary-${of}-${randomUUID().slice(0, 8)}`;
const words = {
  ...{ customer: canary('customer'), contact: canary('contact'), email: `${canary('mail')}@example.org` },
  ...{ street: canary('street'), subject: canary('subject'), description: canary('description') },
  ...{ signer: canary('signer'), note: canary('note'), commandNote: canary('command-note'), line: canary('line') },
  ...{ repair: canary('repair'), technician: canary('technician'), item: canary('item') },
};

beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk, { customer: words.customer });
  temporal = await connectToTemporalOf(stack());
  await setParameter(stack(), desk, 'reopeningWindowWorkingDays', 0);
});
afterAll(() => temporal.close());

/** One order with every kind of words that people write. */
async function wordyOrder() {
  const { customerId } = world;
  const address = { street: words.street, postalCode: '10115', city: 'Berlin', country: 'DE' };
  const site = await desk.mustDo('POST', `/v1/customers/${customerId}/sites`, {
    body: { name: words.street, address },
  });
  const person = { name: words.contact, email: words.email };
  const contact = await desk.mustDo('POST', `/v1/customers/${customerId}/contacts`, { body: person });
  const { siteId } = z.object({ siteId: z.string() }).parse(site.body);
  const { contactId } = z.object({ contactId: z.string() }).parse(contact.body);
  const request = { customerId, siteId, contactId, subject: words.subject, description: words.description };
  await desk.mustDo('POST', '/v1/service-requests', { body: request });
  const order = await createOrder(desk, world, { siteId, contactId, description: words.description });
  const path = `/v1/service-orders/${order.orderId}`;
  await desk.mustDo('POST', `${path}/notes`, { body: { kind: 'internal', text: words.note } });
  const fee = { type: 'fee', category: 'call-out', quantity: 1, description: words.line };
  await desk.mustDo('POST', `${path}/lines`, { body: fee });
  await desk.mustDo('POST', `${path}/repair-lines`, { body: { symptom: 'noise', note: words.repair } });
  await mustBeDone(desk, order, 'change-stage', {
    ...{ to: 'waiting', reasonCode: 'parts-on-order', waitingFor: 'supplier', until: '2099-01-01T00:00:00.000Z' },
    note: words.commandNote,
  });
  await mustBeDone(desk, order, 'change-stage', { to: 'received', note: words.commandNote });
  await complete(desk, world, order);
  await mustBeDone(desk, order, 'sign-off', { ...acceptance, signedBy: words.signer, note: words.commandNote });
  await command(desk, order, 'cancel', { reasonCode: 'not-needed', note: words.commandNote });
  await mustBeDone(desk, order, 'post', { note: words.commandNote });
  await invoice(desk, order);
  await eventually(async () => expect((await readOrder(desk, order)).closedAt).not.toBeNull(), { withinMs: 30_000 });
  return order;
}

/** Everything in a history, its payloads read. */
function textOf(history: unknown): string {
  const seen: string[] = [];
  const read = (value: unknown): void => {
    if (value instanceof Uint8Array) seen.push(Buffer.from(value).toString('utf8'));
    else if (typeof value === 'string') seen.push(value);
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) read(part);
  };
  read(history);
  return seen.join('\n');
}

test('no history and no topic knows what people wrote', { timeout: 120_000 }, async () => {
  const order = await wordyOrder();
  const handle = temporal.order(order.number);
  const history = textOf(await handle.fetchHistory());
  expect(history).toContain(order.orderId);
  const description = JSON.stringify((await handle.describe()).raw);

  const { KAFKA_BROKERS = '', CALLOUT_TOPIC_PREFIX = '' } = stack().env();
  await using consumer = startPlainConsumer({ KAFKA_BROKERS, CALLOUT_TOPIC_PREFIX });
  await eventually(
    () => expect(consumer.events().filter(({ type }) => type.includes('service-order.closed'))).toHaveLength(1),
    { withinMs: 60_000 },
  );
  await eventually(() => {
    const kinds = new Set(consumer.events().map(({ topic }) => topic.split('.').at(-2)));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['customers', 'requests', 'service-orders', 'invoicing', 'dispatch']),
    );
  });
  const events = JSON.stringify(consumer.events());
  for (const word of Object.values(words)) {
    expect(history, word).not.toContain(word);
    expect(description, word).not.toContain(word);
    expect(events, word).not.toContain(word);
  }
});
