/** What operators send to an order by signal: docs/how-to/signal-an-order.mjs, the CLI and the Temporal UI, as anybody would. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';

import { saySilently } from '#deploy/local/progress.ts';
import { run } from '../accept/1.5.ts';
import { root } from '../support/source-tree.ts';
import { eventually } from '../support/eventually.ts';
import { createDesk, createOrder, makeDeskWorld, readOrder, readTimeline } from '../support/order-desk.ts';
import type { Desk, DeskOrder } from '../support/order-desk.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile();
let desk: Desk;
let order: DeskOrder;

beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  order = await createOrder(desk, await makeDeskWorld(desk));
});

async function send(signal: string, message: object): Promise<void> {
  const { servers, options } = stack().installation;
  const env = { ...process.env, TEMPORAL_ADDRESS: servers.temporalAddress, TEMPORAL_NAMESPACE: options.namespace };
  const script = path.join(root, 'docs', 'how-to', 'signal-an-order.mjs');
  const args = [script, order.number, signal, JSON.stringify(message)];
  const { stdout } = await eventually(() => promisify(execFile)(process.execPath, args, { env }));
  expect(JSON.parse(stdout)).toHaveProperty('stage');
}

test('the client of the how-to moves an order, once for a message, and a refused signal tells its reason', async () => {
  await send('stageSignal', { messageId: 'gate-7', to: 'in-progress' });
  await send('stageSignal', { messageId: 'gate-7', to: 'in-progress' });
  await eventually(async () => expect((await readOrder(desk, order)).stage).toBe('in-progress'));

  await send('signOffSignal', { messageId: 'sign-1', noSignatureReasonCode: 'nobody-present' });
  await eventually(async () => {
    const refused = (await readTimeline(desk, order)).filter(({ type }) => type.endsWith('command-refused'));
    expect(refused.map(({ data }) => data['code'])).toEqual(['order.stage-forbidden']);
  });
  const moves = (await readTimeline(desk, order)).filter(({ type }) => type.endsWith('stage-changed'));
  expect(moves).toHaveLength(1);
});

test('line 1.5 holds: signals by the client, by the CLI and by the Temporal UI', { timeout: 120_000 }, async () => {
  const { passed, figure } = await run(stack(), 'short', saySilently);
  expect(passed, figure).toBe(true);
});
