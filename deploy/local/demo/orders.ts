/** Orders in the stages that one meets them in: received, planned, in progress, waiting, completed, short of parts. */
import { setTimeout as delay } from 'node:timers/promises';

import type * as z from 'zod';

import { visitRoutes } from '#contracts/http/dispatch.ts';
import type { ChangeStage, NewServiceOrder, ServiceOrder, VisitWish } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes as routes } from '#contracts/http/service-orders.ts';
import type { ApiClient } from '../../replay/api-client.ts';
import type { DemoItems } from './items.ts';
import type { DemoCustomers, DemoTechnicians } from './people.ts';
import { atTheHour, hours, shifted } from './times.ts';

interface Demo {
  readonly customers: DemoCustomers;
  readonly technicians: DemoTechnicians;
  readonly items: DemoItems;
  readonly begunAt: string;
}

type Line = NonNullable<z.input<typeof NewServiceOrder>['lines']>[number];
type Visit = z.input<typeof VisitWish>;

interface Order {
  readonly name: string;
  readonly customer: keyof DemoCustomers;
  readonly description: string;
  readonly submittedHoursAgo: number;
  readonly priority?: string;
  readonly symptom: string;
  readonly lines: readonly Line[];
}

const pauseMs = 500;

/** Six open orders. */
export async function enterOrders(api: ApiClient, demo: Demo): Promise<void> {
  await received(api, demo);
  await planned(api, demo);
  await short(api, demo);
  await inProgress(api, demo);
  await waiting(api, demo);
  await completed(api, demo);
}

async function received(api: ApiClient, demo: Demo): Promise<void> {
  await create(api, demo, {
    ...{ name: 'received', customer: 'management', submittedHoursAgo: 1, priority: 'urgent' },
    ...{ description: 'Lift stands between the second and the third floor', symptom: 'stuck' },
    lines: [{ type: 'fee', category: 'call-out', plannedQuantity: 1 }],
  });
}

async function planned(api: ApiClient, demo: Demo): Promise<void> {
  const { orderId } = await create(api, demo, {
    ...{ name: 'planned', customer: 'offices', submittedHoursAgo: 6 },
    ...{ description: 'Doors close too slowly', symptom: 'slow-doors' },
    lines: [labour(demo.technicians.mechanic, 2), part(demo.items.doorRoller, 4)],
  });
  await move(api, orderId, { to: 'planned', visit: visit(demo, 'mechanic', 18, 2) });
}

/** There are fewer motors than it wants: what is there is reserved, the rest shows as missing. */
async function short(api: ApiClient, demo: Demo): Promise<void> {
  const { orderId } = await create(api, demo, {
    ...{ name: 'short', customer: 'management', submittedHoursAgo: 26, priority: 'high' },
    ...{ description: 'Both door motors are worn out, a third is to lie ready', symptom: 'noise' },
    lines: [labour(demo.technicians.electrician, 3), part(demo.items.doorMotor, 3)],
  });
  await move(api, orderId, { to: 'planned', visit: visit(demo, 'electrician', 42, 3) });
}

async function inProgress(api: ApiClient, demo: Demo): Promise<void> {
  const { orderId } = await create(api, demo, {
    ...{ name: 'in-progress', customer: 'clinic', submittedHoursAgo: 4, priority: 'high' },
    ...{ description: 'Bed lift does not level with the floor', symptom: 'levelling' },
    lines: [labour(demo.technicians.coast, 2), part(demo.items.brakeLining, 2)],
  });
  await move(api, orderId, { to: 'planned', visit: visit(demo, 'coast', -1, 3) });
  await move(api, orderId, { to: 'in-progress' });
  const [first] = (await api.call(visitRoutes.list, { query: { orderId } })).body.items;
  if (first === undefined) throw new Error('The order was planned without a visit');
  const params = { visitId: first.visitId };
  await api.call(visitRoutes.startWork, { params, key: 'demo-work-in-progress', body: {} });
}

async function waiting(api: ApiClient, demo: Demo): Promise<void> {
  const { orderId } = await create(api, demo, {
    ...{ name: 'waiting', customer: 'offices', submittedHoursAgo: 30 },
    ...{ description: 'Rope shows wear; the offer for a new one is with the customer', symptom: 'wear' },
    lines: [part(demo.items.rope, 40)],
  });
  const until = atTheHour(demo.begunAt, 48);
  const wait = { reasonCode: 'waiting-for-customer', waitingFor: 'customer', until };
  await move(api, orderId, { to: 'waiting', ...wait, note: 'Offer sent, they decide within two days' });
}

/** Only the sign-off is missing. */
async function completed(api: ApiClient, demo: Demo): Promise<void> {
  const { orderId } = await create(api, demo, {
    ...{ name: 'completed', customer: 'clinic', submittedHoursAgo: 8 },
    ...{ description: 'Call button on the ground floor stays dark', symptom: 'no-light' },
    lines: [
      { ...labour(demo.technicians.coast, 1), quantity: 1 },
      { ...part(demo.items.callButton, 1), quantity: 1 },
      { type: 'fee', category: 'call-out', quantity: 1 },
    ],
  });
  await move(api, orderId, { to: 'planned', visit: visit(demo, 'coast', -6, 1) });
  await move(api, orderId, { to: 'in-progress' });
  await move(api, orderId, { to: 'completed', note: 'Button replaced, light works' });
}

async function create(
  api: ApiClient,
  { customers, begunAt }: Demo,
  { name, customer, description, submittedHoursAgo, priority, symptom, lines }: Order,
): Promise<ServiceOrder> {
  const { objectId, ...party } = customers[customer];
  const { body } = await api.call(routes.create, {
    key: `demo-order-${name}`,
    body: {
      ...{ ...party, description, submittedAt: shifted(begunAt, -hours(submittedHoursAgo)), lines: [...lines] },
      ...(priority === undefined ? {} : { priority }),
      repairLines: [{ objectId, symptom }],
    },
  });
  return body;
}

type Move = z.input<typeof ChangeStage>;

/** Keyed by order and stage: nothing in the demo enters a stage twice. */
async function move(api: ApiClient, orderId: string, body: Move): Promise<void> {
  const taken = await api.call(routes.changeStage, { params: { orderId }, key: `demo-${orderId}-${body.to}`, body });
  if (taken.status === 202) await settled(api, taken.body.operationId);
}

/** A command that was taken is done before long. */
async function settled(api: ApiClient, operationId: string): Promise<void> {
  for (;;) {
    const { body } = await api.call(routes.operation, { params: { operationId } });
    if (body.status !== 'received' && body.status !== 'pending') return;
    await delay(pauseMs);
  }
}

function labour(technicianId: string, plannedQuantity: number): Line {
  return { type: 'hour', category: 'labour', technicianId, plannedQuantity };
}

function part(itemId: string, plannedQuantity: number): Line {
  return { type: 'item', category: 'spare-parts', itemId, plannedQuantity };
}

function visit({ technicians, begunAt }: Demo, name: keyof DemoTechnicians, inHours: number, hoursLong: number): Visit {
  return {
    technicianId: technicians[name],
    startsAt: atTheHour(begunAt, inHours),
    endsAt: atTheHour(begunAt, inHours + hoursLong),
    timeZone: name === 'coast' ? 'Europe/Lisbon' : 'Europe/Berlin',
  };
}
