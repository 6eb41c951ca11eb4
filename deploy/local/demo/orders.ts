/** Enters the open orders and brings each as far as it has come, through the doors that people use. */
import { setTimeout as delay } from 'node:timers/promises';

import type * as z from 'zod';

import { visitRoutes } from '#contracts/http/dispatch.ts';
import type { ChangeStage, NewServiceOrder, VisitWish } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes as routes } from '#contracts/http/service-orders.ts';
import { inParallel } from '#platform/in-parallel.ts';
import type { ApiClient } from '../../replay/api-client.ts';
import type { Past } from './history.ts';
import { isDone, openOrders, type OpenOrder, type Reached } from './open-orders.ts';
import type { DemoTechnician } from './people.ts';
import { emergency, onPaper, unpricedCategory } from './set-up.ts';
import { afterWork, atTheHour, days, hours, minutes, shifted } from './times.ts';

type Line = NonNullable<z.input<typeof NewServiceOrder>['lines']>[number];
type Visit = z.input<typeof VisitWish>;

const pauseMs = 250;
const atOnce = 6;

/** Some sixty open orders; `say` is told how far it is. */
export async function enterOrders(api: ApiClient, demo: Past, say: (text: string) => void): Promise<void> {
  const orders = openOrders();
  let entered = 0;
  await inParallel(orders, atOnce, async (order) => {
    await enterOrder(api, demo, order);
    entered += 1;
    if (entered % 20 === 0) say(`${entered} of ${orders.length}`);
  });
}

async function enterOrder(api: ApiClient, demo: Past, order: OpenOrder): Promise<void> {
  const orderId = await create(api, demo, order);
  for (const move of movesOf(demo, order)) await takeMove(api, orderId, move);
  const { reached } = order;
  if (reached === 'in-progress') await startWork(api, orderId);
  if (reached !== 'ready' && reached !== 'blocked') return;
  await api.call(routes.signOff, {
    params: { orderId },
    key: `demo-${orderId}-sign-off`,
    body: { signedBy: 'On behalf of the customer', noSignatureReasonCode: onPaper },
  });
}

async function create(api: ApiClient, demo: Past, order: OpenOrder): Promise<string> {
  const { fault, priority, askedMinutesAgo, isEmergency } = order;
  const { objectId, ...party } = demo.customers[order.customer];
  const isOver = isDone(order.reached);
  const { startsAt: startedAt, endsAt: finishedAt } = visitOf(demo, order);
  const { body } = await api.call(routes.create, {
    key: `demo-order-${order.name}`,
    body: {
      ...{ ...party, description: fault.description, priority, lines: linesOf(demo, order) },
      submittedAt: shifted(demo.begunAt, -minutes(askedMinutesAgo)),
      ...(objectId === null ? {} : { objects: [{ objectId, reference: null }] }),
      ...(isEmergency ? { orderType: emergency.id } : {}),
      repairLines: [
        {
          ...{ objectId, symptom: fault.symptom },
          ...(isOver ? { diagnosis: fault.diagnosis, resolution: fault.resolution, startedAt, finishedAt } : {}),
        },
      ],
    },
  });
  return body.orderId;
}

/** What was used where the work is done, else what is planned. */
function linesOf(demo: Past, { fault, reached, place }: OpenOrder): Line[] {
  const { technicianId } = technicianOf(demo, place);
  const amount = (quantity: number) => (isDone(reached) ? { quantity } : { plannedQuantity: quantity });
  const lines: Line[] = [{ type: 'hour', category: 'labour', technicianId, ...amount(fault.hours) }];
  if (reached === 'blocked') {
    const belts: Line = {
      ...{ type: 'item', category: 'spare-parts', itemId: demo.items.driveBelt },
      ...amount(fault.quantity),
    };
    return [...lines, belts, { type: 'expense', category: unpricedCategory, ...amount(1) }];
  }
  if (fault.part !== null)
    lines.push({ type: 'item', category: 'spare-parts', itemId: demo.items[fault.part], ...amount(fault.quantity) });
  return [...lines, { type: 'fee', category: 'call-out', ...amount(1) }];
}

type Move = z.input<typeof ChangeStage>;

const ways: Readonly<Record<Reached, readonly string[]>> = {
  received: [],
  planned: ['planned'],
  dispatched: ['planned', 'dispatched'],
  'in-progress': ['planned', 'in-progress'],
  waiting: ['planned', 'waiting'],
  completed: ['planned', 'in-progress', 'completed'],
  ready: ['planned', 'in-progress', 'completed'],
  blocked: ['planned', 'in-progress', 'completed'],
  cancelled: ['planned', 'cancelled'],
};

function movesOf(demo: Past, order: OpenOrder): readonly Move[] {
  return ways[order.reached].map((to): Move => {
    switch (to) {
      case 'planned':
        return { to, visit: visitOf(demo, order) };
      case 'waiting':
        return { to, ...waits[order.place % waits.length], until: afterWork(demo.begunAt, 6 + order.place) };
      case 'cancelled':
        return { to, reasonCode: 'not-needed', note: 'They have found somebody in the house who mended it' };
      case 'completed':
        return { to, note: `Done (${order.fault.resolution}), and tried with the customer` };
      default:
        return { to };
    }
  });
}

const waits = [
  { reasonCode: 'waiting-for-customer', waitingFor: 'customer', note: 'Offer sent, they decide within two days' },
  { reasonCode: 'parts-on-order', waitingFor: 'supplier', note: 'The part is on order' },
  { reasonCode: 'no-access', waitingFor: 'customer', note: 'Nobody had the key of the engine room' },
] as const;

/** Nobody has two visits at once: each technician takes every eighth order, one after the other. */
function visitOf(demo: Past, { place, reached, fault }: OpenOrder): Visit {
  const { technicianId, timeZone } = technicianOf(demo, place);
  const round = Math.floor(place / demo.technicians.length);
  const startsAt = visitStart(demo.begunAt, reached, round);
  return { technicianId, startsAt, endsAt: shifted(startsAt, hours(Math.min(fault.hours, 3))), timeZone };
}

/** Done work lies in the past, what is being done is now, and what is planned follows, four hours apart. */
function visitStart(begunAt: string, reached: Reached, round: number): string {
  if (isDone(reached) || reached === 'cancelled') return atTheHour(shifted(begunAt, -days(1)), -4 * round);
  if (reached === 'in-progress') return atTheHour(begunAt, -1);
  return atTheHour(afterWork(begunAt, 4 * round), 0);
}

function technicianOf({ technicians }: Past, place: number): DemoTechnician {
  const technician = technicians[place % technicians.length];
  if (technician === undefined) throw new Error('The demo has no technicians');
  return technician;
}

/** Keyed by order and stage: no order of the demo enters a stage twice. */
async function takeMove(api: ApiClient, orderId: string, body: Move): Promise<void> {
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

async function startWork(api: ApiClient, orderId: string): Promise<void> {
  const [first] = (await api.call(visitRoutes.list, { query: { orderId } })).body.items;
  if (first === undefined) throw new Error('The order was planned without a visit');
  const params = { visitId: first.visitId };
  await api.call(visitRoutes.startWork, { params, key: `demo-${orderId}-work`, body: {} });
}
