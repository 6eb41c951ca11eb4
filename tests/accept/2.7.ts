/** Telling people while the product is killed: each notification is stored once, and its mail arrives once or is asked about. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';

import { notificationRoutes } from '#contracts/http/notifications.ts';
import type { Notification } from '#contracts/http/notifications.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { callAs } from '../support/call-as.ts';
import { mailsTo } from '../support/caught-mails.ts';
import { eventually } from '../support/eventually.ts';
import { killAtRandom } from '../support/killer.ts';
import { aVisitOf, createDesk, makeDeskWorld } from '../support/order-desk.ts';
import type { Desk, DeskWorld } from '../support/order-desk.ts';
import { untilDone } from '../support/persistent-desk.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

export const needs: AcceptNeeds = { shape: 'one-process' };

interface Size {
  readonly requests: number;
  readonly kills: number;
  readonly longestPauseMs: number;
}

const sizes: Readonly<Record<AcceptSize, Size>> = {
  full: { requests: 60, kills: 25, longestPauseMs: 3_000 },
  short: { requests: 4, kills: 2, longestPauseMs: 800 },
};

/** What the customer is told of each request, by mail. */
const expectedKinds = ['order.completed', 'request.accepted', 'request.received', 'visit.planned'] as const;
const settled: ReadonlySet<string> = new Set(['sent', 'failed', 'uncertain']);
const atOnce = 4;
const patience = { withinMs: 180_000, everyMs: 200 };

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const desk = createDesk(stack.url, stack.adminToken());
  const world = await makeDeskWorld(desk);
  const { requests, kills, longestPauseMs } = sizes[size];
  const addresses = Array.from({ length: requests }, (_, index) => `reader-${index + 1}@${stack.name}.example`);
  const killing = killAtRandom(stack, {
    ...{ kills: Array.from({ length: kills }, () => ['product']), among: [], leastPauseMs: 300, longestPauseMs, say },
  });
  try {
    for (let start = 0; start < requests; start += atOnce)
      await Promise.all(addresses.slice(start, start + atOnce).map((each) => throughItsLife(desk, world, each)));
    await killing.done;
    const stored = await eventually(() => allSettled(stack, requests * expectedKinds.length), patience);
    const doubtful = stored.filter(({ state }) => state === 'uncertain');
    for (const each of doubtful) await answerAsAPerson(stack, each);
    const known = await eventually(() => allSent(stack, stored.length), patience);
    const faults = (await Promise.all(addresses.map((address) => faultsOf(stack, address, known)))).flat();
    const killed = killing.killed().length;
    const figure = `${known.length} mails about ${requests} requests, the product killed ${killed} times: ${doubtful.length} were asked about, ${faults.length} missing, doubled or wrong`;
    const passed = faults.length === 0 && killed === kills && known.length === requests * expectedKinds.length;
    return { passed, figure: [figure, ...faults.slice(0, 5)].join('; ') };
  } finally {
    killing.stop();
    await killing.done.catch(() => undefined);
  }
}

/** A customer asks, is accepted, visited and served; each wish is sent until it is done. */
async function throughItsLife(desk: Desk, { technicianId }: DeskWorld, email: string): Promise<void> {
  const { customerId } = z
    .object({ customerId: z.string() })
    .parse((await untilDone(desk, '/v1/customers', { name: `Haus ${email}`, email })).body);
  const asked = await untilDone(desk, '/v1/service-requests', { customerId, subject: 'The lift stands still' });
  const { requestId } = z.object({ requestId: z.string() }).parse(asked.body);
  const accepted = await untilDone(desk, `/v1/service-requests/${requestId}/accept`, {});
  const { orderId } = z.object({ orderId: z.string() }).parse(accepted.body);
  const moves = [{ to: 'planned', visit: aVisitOf(technicianId) }, { to: 'in-progress' }, { to: 'completed' }];
  for (const move of moves) await untilDone(desk, `/v1/service-orders/${orderId}/change-stage`, move);
}

/** All mails, as the API tells them. */
async function storedMails(stack: Stack): Promise<readonly Notification[]> {
  const call = callAs(stack.url, stack.adminToken());
  const mails: Notification[] = [];
  let cursor: string | undefined;
  do {
    const query = { channel: 'mail' as const, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = await call(notificationRoutes.list, { query });
    mails.push(...body.items);
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return mails;
}

async function allSettled(stack: Stack, count: number): Promise<readonly Notification[]> {
  const mails = await storedMails(stack);
  const open = mails.filter(({ state }) => !settled.has(state));
  if (mails.length < count || open.length > 0)
    throw new Error(`${mails.length} of ${count} mails, ${open.length} open`);
  return mails;
}

async function allSent(stack: Stack, count: number): Promise<readonly Notification[]> {
  const mails = await allSettled(stack, count);
  const other = mails.find(({ state }) => state !== 'sent');
  if (other !== undefined) throw new Error(`${other.kind} is ${other.state}: ${other.error}`);
  return mails;
}

/** Looks into the reader's mailbox, and says that the mail is there or has it sent again. */
async function answerAsAPerson(stack: Stack, { notificationId, address, messageId }: Notification): Promise<void> {
  const call = callAs(stack.url, stack.adminToken());
  const mailbox = await mailsTo(stack, address ?? '');
  const hasArrived = mailbox.some((mail) => mail.messageId === `<${messageId}>`);
  const contract = hasArrived ? notificationRoutes.confirmArrival : notificationRoutes.sendAgain;
  await call(contract, { params: { notificationId }, body: {}, key: randomUUID() });
}

/** What is stored for a reader, and what lies in the reader's mailbox, against what the reader should have been told. */
async function faultsOf(stack: Stack, address: string, all: readonly Notification[]): Promise<readonly string[]> {
  const stored = all.filter((each) => each.address === address);
  const kinds = stored.map(({ kind }) => kind).toSorted();
  const wrong = kinds.join() === expectedKinds.join() ? [] : [`${address} is told ${kinds.join(', ') || 'nothing'}`];
  const arrived = (await mailsTo(stack, address)).map(({ messageId }) => messageId).toSorted();
  const sent = stored.map(({ messageId }) => `<${messageId}>`).toSorted();
  return arrived.join() === sent.join() ? wrong : [...wrong, `${address} got ${arrived.length} of ${sent.length}`];
}
