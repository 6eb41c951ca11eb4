/** A plain consumer reads every event by its schema and in sequence; an emptied broker is refilled to equal read models. */
import * as z from 'zod';

import { reportingRoutes } from '#contracts/http/reporting.ts';
import { consumedTopics } from '#contracts/topics.ts';
import { connectDatabase } from '#db/connection.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { inParallel } from '#platform/in-parallel.ts';
import { createLogger } from '#platform/logging.ts';
import { rebuildReadModels } from '#services/reporting/rebuild.ts';
import { emptyBroker, kafkaOf, messagesIn, republishAll } from '../support/broker.ts';
import { eventually } from '../support/eventually.ts';
import { faultsOfAll } from '../support/left-over.ts';
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
  type DeskOrder,
  type DeskWorld,
} from '../support/order-desk.ts';
import { startPlainConsumer, type PlainConsumer } from '../support/plain-consumer.ts';
import { namesOf, recordedEvents, schemaFaults, sequenceOf, type EventSequence } from '../support/published-events.ts';
import { orderThrough } from '../support/reporting.ts';
import { inThreeSessions } from '../support/three-sessions.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

const log = createLogger({ name: 'accept', level: 'silent' });
const ordersOf: Readonly<Record<AcceptSize, number>> = { full: 40, short: 3 };
const atOnce = 6;
const toldEvery = 10;
const arriveWithinMs = 120_000;
/** How many faults of a kind are told; their number is told whole. */
const toldFaults = 3;

interface Trial {
  readonly stack: Stack;
  readonly desk: Desk;
  readonly world: DeskWorld;
  readonly say: Say;
}

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const desk = createDesk(stack.url, stack.adminToken());
  const read = await readWhileOrdersLive({ stack, desk, say }, ordersOf[size]);
  const refilled = await emptyAndRefill({ stack, desk, world: read.world, say });
  say('Comparing what the services say of the orders');
  const left = await faultsOfAll(desk, [...read.orders, refilled.order]);
  const faults = [...read.faults, ...refilled.faults, ...left];
  const figure = `${ordersOf[size]} orders; ${read.figure}; ${refilled.figure}; ${left.length} differences between services`;
  return { passed: faults.length === 0, figure: [figure, ...faults].join('; ') };
}

/** From creation to invoice, refused once and waiting once on the way. */
async function live(desk: Desk, world: DeskWorld): Promise<DeskOrder> {
  const order = await createOrder(desk, world);
  await command(desk, order, 'change-stage', { to: 'completed' });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const wait = { to: 'waiting', reasonCode: 'waiting-for-customer', waitingFor: 'customer', until };
  await mustBeDone(desk, order, 'change-stage', wait);
  await mustBeDone(desk, order, 'change-stage', { to: 'received' });
  await complete(desk, world, order);
  await mustBeDone(desk, order, 'sign-off', acceptance);
  await mustBeDone(desk, order, 'post', {});
  await invoice(desk, order);
  await eventually(async () => {
    if ((await readOrder(desk, order)).invoiceId === null) throw new Error(`${order.number} has no invoice yet`);
  });
  return order;
}

async function readWhileOrdersLive({ stack, desk, say }: Omit<Trial, 'world'>, count: number) {
  await using consumer = startPlainConsumer(stack.env());
  const world = await makeDeskWorld(desk);
  const orders: DeskOrder[] = [];
  say(`A plain consumer reads while ${count} orders live`);
  await inParallel(Array.from({ length: count }), atOnce, async () => {
    orders.push(await live(desk, world));
    if (orders.length % toldEvery === 0) say(`  ${orders.length} of ${count} invoiced`);
  });
  await acceptRequest(desk, world);
  say('An early id commits late while a third transaction is open');
  await lateCommit(stack, consumer);
  const { sequence, faults, figure } = await readWhole(stack, consumer);
  const topics = consumedTopics('reporting', stack.topicPrefix);
  const silent = topics.filter((topic) => !sequence.events.some((event) => event.topic === topic));
  return {
    ...{ world, orders },
    faults: [...faults, ...silent.map((topic) => `nothing came of ${topic}`)],
    figure: `${topics.length - silent.length} of ${topics.length} topics, ${figure}`,
  };
}

/** What orders that are entered by the staff do not bring about: an object, a request, what its contact is told, an order by its acceptance, an agreement of a group. */
async function acceptRequest(desk: Desk, { customerId }: DeskWorld): Promise<void> {
  const object = await desk.mustDo('POST', '/v1/objects', { body: { customerId, name: 'Oven' } });
  const { objectId } = z.object({ objectId: z.string() }).parse(object.body);
  await desk.mustDo('PUT', '/v1/agreement-groups/gold', { body: { name: 'Gold', slaPolicyId: null, active: true } });
  await desk.mustDo('PUT', '/v1/item-groups/wear', { body: { name: 'Wear parts', active: true } });
  const task = { name: 'Inspect', internalNote: null, customerNote: null, active: true };
  await desk.mustDo('PUT', '/v1/service-tasks/inspect', { body: task });
  const agreed = {
    customerId,
    name: 'Ovens',
    groupId: 'gold',
    startsOn: '2026-01-01',
    objects: [{ objectId, reference: null }],
  };
  await desk.mustDo('POST', '/v1/agreements', { body: agreed });
  const asking = { name: 'Ada Ferrer', email: 'ada.ferrer@bakery.invalid' };
  const contact = await desk.mustDo('POST', `/v1/customers/${customerId}/contacts`, { body: asking });
  const { contactId } = z.object({ contactId: z.string() }).parse(contact.body);
  const body = { customerId, contactId, objectId, subject: 'The oven is cold' };
  const request = await desk.mustDo('POST', '/v1/service-requests', { body });
  const { requestId } = z.object({ requestId: z.string() }).parse(request.body);
  await desk.mustDo('POST', `/v1/service-requests/${requestId}/accept`, { body: {} });
}

/** Each must arrive while what would hold it up is still open, or this is a rejection. */
async function lateCommit(stack: Stack, consumer: PlainConsumer): Promise<void> {
  const [late, meanwhile] = [orderThrough(['planned', 'in-progress']), orderThrough(['planned', 'in-progress'])];
  const until =
    ({ orderId, events }: typeof late) =>
    () =>
      eventually(
        () => {
          const came = consumer.events().filter(({ subject }) => subject.endsWith(orderId));
          if (came.length < events.length) throw new Error(`${came.length} of ${events.length} events came`);
        },
        { withinMs: 30_000 },
      );
  const db = connectDatabase({ url: stack.databaseUrl('orders'), service: 'orders' });
  try {
    await inThreeSessions(db, {
      ...{ late: late.events, meanwhile: meanwhile.events },
      ...{ untilMeanwhile: until(meanwhile), untilLate: until(late) },
    });
  } finally {
    await db.destroy();
  }
}

interface ReadEvents {
  readonly sequence: EventSequence;
  readonly faults: readonly string[];
  readonly figure: string;
}

/** Waits until the consumer has every event that is recorded, or the time is over, and judges what it has. */
async function readWhole(stack: Stack, consumer: PlainConsumer): Promise<ReadEvents> {
  const look = async () => {
    const recorded = await recordedEvents(stack);
    const sequence = sequenceOf(consumer.events());
    const names = new Set(namesOf(sequence.events));
    return { sequence, missing: recorded.filter((name) => !names.has(name)) };
  };
  let found = await look();
  const allCame = async () => {
    found = await look();
    if (found.missing.length > 0) throw new Error(`${found.missing.length} events did not come yet`);
  };
  await eventually(allCame, { withinMs: arriveWithinMs, everyMs: 500 }).catch(() => undefined);
  const { events, aggregates, gaps, inversions } = found.sequence;
  const kinds = { 'did not come': found.missing, gaps, inversions, invalid: schemaFaults(events) };
  return {
    sequence: found.sequence,
    faults: Object.values(kinds).flatMap((each) => each.slice(0, toldFaults)),
    figure: [
      `${events.length} events of ${aggregates.size} aggregates`,
      ...Object.entries(kinds).map(([kind, each]) => `${each.length} ${kind}`),
      `${consumer.events().length - events.length} repeated`,
    ].join(', '),
  };
}

async function emptyAndRefill(trial: Trial) {
  const { stack, desk, world, say } = trial;
  await untilApplied(trial);
  const before = await checksums(desk);
  say('Emptying the broker and republishing');
  await emptyBroker(stack);
  const kept = await eventually(() => messagesIn(stack), { withinMs: 30_000 });
  const sent = await republishAll(stack);
  await using consumer = startPlainConsumer(stack.env());
  const { faults, figure } = await readWhole(stack, consumer);
  say('Building the read models anew');
  const { isReplaced, differences } = await rebuild(stack);
  const after = await checksums(desk);
  const isEqual = isReplaced && differences.length === 0 && JSON.stringify(before) === JSON.stringify(after);
  say('One order more');
  const order = await live(desk, world);
  await untilApplied(trial);
  const rows = after.map(({ model, rows: count }) => `${model} ${count}`).join(', ');
  return {
    order,
    faults: [
      ...faults,
      ...(kept === 0 ? [] : [`the emptied broker kept ${kept} messages`]),
      ...(isEqual ? [] : [`read models differ: ${JSON.stringify({ before, after, differences })}`]),
    ],
    figure: `emptied to ${kept} messages and refilled by ${sent}: ${figure}; read models ${isEqual ? 'equal' : 'not equal'} (${rows})`,
  };
}

async function rebuild(stack: Stack) {
  const db = connectDatabase({ url: stack.databaseUrl('reporting'), service: 'reporting' });
  const { topicPrefix } = stack;
  try {
    const say = () => undefined;
    return await rebuildReadModels({ db, connection: kafkaOf(stack), topicPrefix, accept: false, say, log });
  } finally {
    await db.destroy();
  }
}

async function checksums(desk: Desk) {
  const { body } = await desk.mustDo('GET', reportingRoutes.checksums.path);
  return reportingRoutes.checksums.responses[200].schema.parse(body).models;
}

/** Until the live read models have every event that is recorded, each once. */
async function untilApplied({ stack, desk }: Trial): Promise<void> {
  await eventually(
    async () => {
      const recorded = await recordedEvents(stack);
      const { body } = await desk.mustDo('GET', reportingRoutes.applied.path);
      const { total, waiting, deadLetters } = reportingRoutes.applied.responses[200].schema.parse(body);
      if (total !== recorded.length || waiting > 0 || deadLetters > 0)
        throw new Error(`${total} of ${recorded.length} applied, ${waiting} waiting, ${deadLetters} dead letters`);
    },
    { withinMs: arriveWithinMs, everyMs: 500 },
  );
}
