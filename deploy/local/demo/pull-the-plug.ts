/** Posts orders, has the product killed in the middle of it, sends what was not answered again, and counts what came of it. */
import { setTimeout as delay } from 'node:timers/promises';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { serviceOrderRoutes as routes } from '#contracts/http/service-orders.ts';
import { inParallel } from '#platform/in-parallel.ts';
import type { ApiClient } from '../../replay/api-client.ts';
import type { Say } from '../progress.ts';

export interface PlugOptions {
  readonly api: ApiClient;
  /** Kills the product. Who started it starts it again; meanwhile the api tries on. */
  readonly kill: () => void;
  /** At most so many orders are posted. */
  readonly most: number;
  readonly say: Say;
}

/** What came of one order. */
export interface PostedOrder {
  readonly number: string;
  /** Whether its answer was there before the kill. */
  readonly answeredBefore: boolean;
  readonly progress: string;
  /** How often its timeline says that it was posted. */
  readonly postings: number;
  readonly lines: number;
  readonly postedLines: number;
  readonly proposals: number;
}

export interface PlugReport {
  readonly orders: readonly PostedOrder[];
  /** Whether posted lines, transactions, proposal lines and invoice lines are the same, once each. */
  readonly isBalanced: boolean;
  /** True when there is an order, each was posted once with one proposal, and the books balance. */
  readonly isRight: boolean;
}

interface Chosen {
  readonly orderId: string;
  readonly number: string;
}

const pauseMs = 200;
/** More than the product takes at once, so that some are on their way when it dies. */
const atOnce = 8;
const longestPage = 200;
/** The product dies when this share has been answered. */
const killAfterShare = 0.3;

/** Runs it. @throws Error when nothing is ready to post; what the api throws when the product does not come back */
export async function pullThePlug({ api, kill, most, say }: PlugOptions): Promise<PlugReport> {
  const chosen = await readyOrders(api, most);
  if (chosen.length === 0) throw new Error('No order is ready to post: bring some through sign-off, or begin anew.');
  const killAfter = Math.max(1, Math.floor(chosen.length * killAfterShare));
  const before = new Set<string>();
  let isDead = false;
  say(`Posting ${chosen.length} orders; the product is killed after ${killAfter} answers`);
  await inParallel(chosen, atOnce, async ({ orderId, number }) => {
    await post(api, orderId);
    if (isDead) return;
    before.add(number);
    if (before.size < killAfter) return;
    isDead = true;
    kill();
    say(`Killed with -9 after ${before.size} answers; what was not answered is sent again under its key`);
  });
  const orders: PostedOrder[] = [];
  for (const each of chosen) orders.push(await lookAt(api, each, before.has(each.number)));
  const isBalanced = await balanced(api);
  const isRight = isBalanced && orders.every(isPostedOnce);
  return { orders, isBalanced, isRight };
}

/** The report as a table with its verdict. */
export function plugText({ orders, isBalanced, isRight }: PlugReport): string {
  const rows = orders.map((order) => [
    order.number,
    order.answeredBefore ? 'before the kill' : 'after it',
    order.progress,
    String(order.postings),
    `${order.postedLines} of ${order.lines}`,
    String(order.proposals),
  ]);
  const head = ['order', 'answered', 'progress', 'postings', 'lines posted', 'proposals'];
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const books = isBalanced ? 'The books balance' : 'The books do not balance';
  const once = orders.filter(isPostedOnce).length;
  const verdict = `${books}; ${once} of ${orders.length} orders are posted exactly once.`;
  return [line(head), ...rows.map(line), '', isRight ? verdict : `WRONG: ${verdict}`].join('\n');
}

function isPostedOnce({ progress, postings, proposals, lines, postedLines }: PostedOrder): boolean {
  return progress === 'posted' && postings === 1 && proposals === 1 && postedLines === lines;
}

/** Accepted, not posted, and nothing stands in the way that the order knows of; the oldest first. */
async function readyOrders(api: ApiClient, most: number): Promise<readonly Chosen[]> {
  const query = { attention: 'ready-to-post' as const, limit: longestPage };
  const { items } = (await api.call(routes.list, { query })).body;
  const ready: Chosen[] = [];
  for (const { orderId, number } of items.toReversed()) {
    if (ready.length === most) break;
    const { body } = await api.call(routes.read, { params: { orderId } });
    const mayPost = body.allowedActions.some(({ action, allowed }) => action === 'post' && allowed);
    if (mayPost) ready.push({ orderId, number });
  }
  return ready;
}

async function post(api: ApiClient, orderId: string): Promise<void> {
  const request = { params: { orderId }, key: `pull-the-plug-${orderId}`, body: {} };
  const taken = await api.call(routes.post, request);
  if (taken.status !== 202) return;
  const { operationId } = taken.body;
  for (;;) {
    const { body } = await api.call(routes.operation, { params: { operationId } });
    if (body.status !== 'received' && body.status !== 'pending') return;
    await delay(pauseMs);
  }
}

async function lookAt(api: ApiClient, { orderId, number }: Chosen, answeredBefore: boolean): Promise<PostedOrder> {
  const params = { orderId };
  const { body } = await api.call(routes.read, { params });
  const timeline = await api.call(routes.timeline, { params, query: { limit: longestPage } });
  const proposals = await api.call(invoicingRoutes.listProposals, { query: { orderId } });
  const lines = body.lines.filter(({ status }) => status !== 'cancelled');
  return {
    ...{ number, answeredBefore, progress: body.progress, lines: lines.length },
    postings: timeline.body.items.filter(({ type }) => type === 'service-order.posted').length,
    postedLines: lines.filter(({ status }) => status === 'posted').length,
    proposals: proposals.body.items.filter(({ state }) => state !== 'withdrawn').length,
  };
}

/** What orders tell invoicing is a moment on its way. */
async function balanced(api: ApiClient): Promise<boolean> {
  const deadline = Date.now() + api.patienceMs;
  for (;;) {
    const { body } = await api.call(invoicingRoutes.checkLedger, {});
    if (body.balanced || Date.now() > deadline) return body.balanced;
    await delay(pauseMs);
  }
}
