/** Plain signals by the client of docs/how-to and by Temporal's own CLI take effect; a refused one says why where operators look. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import { saySilently, type Say } from '#deploy/local/progress.ts';
import { findTemporal } from '#deploy/local/parts/temporal-binary.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { eventually } from '../support/eventually.ts';
import {
  aVisitOf,
  createDesk,
  createOrder,
  makeDeskWorld,
  mustBeDone,
  readOrder,
  readTimeline,
  type Desk,
  type DeskOrder,
} from '../support/order-desk.ts';
import { connectToTemporalOf, type OrderTemporal } from '../support/order-temporal.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

export const needs: AcceptNeeds = { shortIn: 'tests/workflows' };

type SendSignal = (order: DeskOrder, signal: string, message: object) => Promise<void>;

const root = path.resolve(import.meta.dirname, '../..');
const execute = promisify(execFile);

export async function run(stack: Stack, _size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const desk = createDesk(stack.url, stack.adminToken());
  const world = await makeDeskWorld(desk);
  const temporal = await connectToTemporalOf(stack);
  const faults: string[] = [];
  const senders = {
    'the client of docs/how-to': byClient(stack),
    'workflow signal of the CLI': await byCli(stack),
    'the door of the Temporal UI': byTheUi(stack),
  };
  try {
    for (const [name, send] of Object.entries(senders)) {
      say(`Signals by ${name}`);
      const order = await createOrder(desk, world);
      await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
      faults.push(...(await signalled({ desk, temporal, send, order })).map((fault) => `${name}: ${fault}`));
    }
  } finally {
    await temporal.close();
  }
  const figure = `a stage change, a sign-off and a refused change each by ${Object.keys(senders).join(' and by ')}`;
  return { passed: faults.length === 0, figure: [figure, ...faults].join('; ') };
}

interface Trial {
  readonly desk: Desk;
  readonly temporal: OrderTemporal;
  readonly send: SendSignal;
  readonly order: DeskOrder;
}

async function signalled({ desk, temporal, send, order }: Trial): Promise<readonly string[]> {
  const handle = temporal.order(order.number);
  const stageIs = (stage: string) =>
    eventually(async () => {
      const found = (await readOrder(desk, order)).stage;
      if (found !== stage) throw new Error(`the order is ${found}, not ${stage}`);
    });
  await send(order, 'stageSignal', { messageId: 'm-1', to: 'in-progress' });
  await stageIs('in-progress');
  const before = await readOrder(desk, order);
  await send(order, 'stageSignal', { messageId: 'm-2', to: 'cancelled' });
  const refusal = await eventually(async () => {
    const found = await handle.query<{ code: string } | null>('lastRefusal');
    if (found === null) throw new Error('the query knows no refusal');
    return found;
  });
  const after = await readOrder(desk, order);
  const details = JSON.stringify(await handle.query('__temporal_workflow_metadata'));
  const timeline = await readTimeline(desk, order);
  await send(order, 'stageSignal', { messageId: 'm-3', to: 'completed' });
  await stageIs('completed');
  await send(order, 'signOffSignal', { messageId: 'm-4', noSignatureReasonCode: 'nobody-present' });
  await eventually(async () => {
    if ((await readOrder(desk, order)).signOff === null) throw new Error('the order is not signed off');
  });
  return [
    ...(refusal.code === 'order.stage-forbidden' ? [] : [`refused by ${refusal.code}`]),
    ...(after.stage === before.stage && after.lines.length === before.lines.length
      ? []
      : ['a refused signal changed the order']),
    ...(details.includes('order.stage-forbidden') ? [] : ['the reason is not in the current details']),
    ...(timeline.some(({ data }) => data['code'] === 'order.stage-forbidden')
      ? []
      : ['the reason is not on the timeline']),
  ];
}

function byClient(stack: Stack): SendSignal {
  const script = path.join(root, 'docs/how-to/signal-an-order.mjs');
  return async ({ number }, signal, message) => {
    await execute(process.execPath, [script, number, signal, JSON.stringify(message)], {
      cwd: root,
      env: { ...process.env, ...stack.env() },
    });
  };
}

async function byCli(stack: Stack): Promise<SendSignal> {
  const binary = await findTemporal(process.env, saySilently);
  const { servers, options } = stack.installation;
  return async ({ number }, signal, message) => {
    await execute(binary, [
      ...['workflow', 'signal', '--address', servers.temporalAddress, '--namespace', options.namespace],
      ...['--workflow-id', serviceOrderWorkflowId(number), '--name', signal, '--input', JSON.stringify(message)],
    ]);
  };
}

/** The request that the Temporal UI makes when someone presses "Send a Signal". */
function byTheUi(stack: Stack): SendSignal {
  const { servers, options } = stack.installation;
  const url = servers.temporalUiUrl.replace(/\/+$/, '');
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return async ({ number }, signal, message) => {
    const page = await fetch(`${url}/api/v1/settings`);
    await page.arrayBuffer();
    const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    const token = cookies.find((cookie) => cookie.startsWith('_csrf='))?.slice('_csrf='.length) ?? '';
    const workflow = encodeURIComponent(serviceOrderWorkflowId(number));
    const response = await fetch(
      `${url}/api/v1/namespaces/${options.namespace}/workflows/${workflow}/signal/${signal}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': token, cookie: cookies.join('; ') },
        body: JSON.stringify({
          signalName: signal,
          workflowExecution: { workflowId: serviceOrderWorkflowId(number) },
          input: {
            payloads: [{ metadata: { encoding: base64('json/plain') }, data: base64(JSON.stringify(message)) }],
          },
        }),
      },
    );
    if (!response.ok) throw new Error(`The Temporal UI answered ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  };
}
