/**
 * A customer's request from submission on: it waits for the office to accept, reject or withdraw it, and for the instants of its
 * response clock, which need nobody at a screen. It decides nothing itself; once the request is decided it ends.
 */
import {
  allHandlersFinished,
  condition,
  currentUpdateInfo,
  defineQuery,
  defineUpdate,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import {
  REQUEST_CHANGED,
  requestCommandNames,
  requestViewQuery,
  type DecideRequestInput,
  type RequestCommandName,
  type RequestOutcome,
  type RequestView,
  type ServiceRequestInput,
} from '#contracts/workflows/service-request.ts';
import { local } from './activity-proxies.ts';
import { createAlarm } from './alarm.ts';
import { failure } from './answers.ts';
import { keyOf, loudly } from './asking.ts';
import { createLane } from './lane.ts';
import { upsertWhatDiffers } from './search-attributes.ts';

const descriptions: Record<RequestCommandName, string> = {
  accept: 'Make a service order of it: { orderType?, priority? }, or a part of one: { intoOrderId }',
  reject: 'Turn it down: { reasonCode }; the customer reads the reason',
  withdraw: 'Take it back for the customer: {}',
};

type Done = Extract<RequestOutcome, { kind: 'done' }>;

export async function serviceRequest({ requestId }: ServiceRequestInput): Promise<void> {
  const request = { view: null as RequestView | null, rang: false };
  const lane = createLane();
  const alarm = createAlarm(() => (request.rang = true));

  for (const name of requestCommandNames) {
    setHandler(defineUpdate<Done, [unknown]>(name), (input) => commanded(name, input), {
      description: descriptions[name],
    });
  }
  setHandler(defineUpdate<void>(REQUEST_CHANGED), look, { description: 'The request was decided or corrected: look' });
  setHandler(defineQuery<RequestView | null>(requestViewQuery), () => request.view, {
    description: 'The request as this workflow knows it',
  });

  await look();
  while (request.view?.open === true) await live(request.view);
  await condition(allHandlersFinished);

  /** One round: what is due, or waiting until something changes. */
  async function live(view: RequestView): Promise<void> {
    const { nextAt, nextWhat } = view;
    if (nextAt !== null && Date.parse(nextAt) <= Date.now()) {
      await ask(`instant/${nextAt}/${nextWhat}`, { name: 'instantReached' });
      return;
    }
    alarm.arm(nextAt, nextWhat);
    request.rang = false;
    await condition(() => request.view !== view || request.rang);
  }

  async function commanded(name: RequestCommandName, input: unknown): Promise<Done> {
    const key = keyOf(currentUpdateInfo()?.id);
    await condition(() => request.view !== null);
    const outcome = await ask(key, { name, input });
    if (outcome.kind === 'done') return outcome;
    throw failure(outcome);
  }

  async function look(): Promise<void> {
    show(await loudly(() => lane(() => local.beginRequest({ requestId, now: new Date().toISOString() }))));
  }

  /** The only writer: one decision at a time. */
  async function ask(key: string, command: DecideRequestInput['command']): Promise<RequestOutcome> {
    const now = new Date().toISOString();
    const { outcome, view } = await loudly(() => lane(() => local.decideRequest({ requestId, key, command, now })));
    show(view);
    return outcome;
  }

  function show(view: RequestView): void {
    request.view = view;
    publish(view);
  }
}

/** What operators see: the state of the clock to search by, and the request in words. */
function publish({ number, status, open, sla, nextAt, nextWhat, orderNumber, consoleUrl }: RequestView): void {
  upsertWhatDiffers({ SlaState: sla.state }, sla.dueAt);
  const lines = [`**Status:** ${status}${orderNumber === null ? '' : `, order ${orderNumber}`}`];
  lines.push(`**Waiting for:** ${open ? 'the office' : 'nothing, the request is decided'}`);
  lines.push(`**Response:** ${sla.state}${sla.dueAt === null ? '' : `, due ${sla.dueAt}`}`);
  if (nextAt !== null) lines.push(`**Next:** ${nextWhat ?? ''} at ${nextAt}`);
  lines.push(`**Request:** ${number} · [open the queue in the console](${consoleUrl})`);
  setCurrentDetails(lines.join('\n\n'));
}
