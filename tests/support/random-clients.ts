/** Several clients that give random commands to the same orders at once, over the public API. */
import * as z from 'zod';

import { acceptance, aVisitOf, type Desk, type DeskAnswer, type DeskOrder, type DeskWorld } from './order-desk.ts';

export interface ClientsAtWork {
  readonly desk: Desk;
  readonly world: DeskWorld;
  readonly orders: readonly DeskOrder[];
  readonly clients: number;
  /** Of all clients together. */
  readonly commands: number;
}

export interface WorkDone {
  /** How often each answer came, by status and code. */
  readonly answers: ReadonlyMap<string, number>;
  /** What must never be answered. */
  readonly faults: readonly string[];
}

const stages = ['received', 'planned', 'dispatched', 'in-progress', 'waiting', 'completed', 'cancelled'];
const Actions = z.object({
  items: z.array(
    z.object({
      allowedActions: z.array(z.object({ action: z.string(), to: z.string().optional(), allowed: z.boolean() })),
    }),
  ),
});
const Lines = z.object({ lines: z.array(z.object({ lineId: z.string(), status: z.string() })) });
const WithAllowed = z.object({ allowed: z.array(z.object({ action: z.string() })).optional() });
const inADay = () => new Date(Date.now() + 86_400_000).toISOString();

/** What the default model takes as a reason for a move to a stage. */
function reasonFor(to: string): string {
  if (to === 'cancelled') return 'not-needed';
  return to === 'waiting' ? 'parts-on-order' : 'wrong-stage';
}

/** Gives the commands, each client one after the other, until all are given. */
export async function workAtOnce({ desk, world, orders, clients, commands }: ClientsAtWork): Promise<WorkDone> {
  const answers = new Map<string, number>();
  const faults: string[] = [];
  let left = commands;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const order = pick(orders);
      const [name, answer] = await pick(deeds)({ desk, world, order });
      const what = `${name} ${answer.status} ${answer.code}`.trim();
      answers.set(what, (answers.get(what) ?? 0) + 1);
      faults.push(...faultsOfAnswer(`${order.number}: ${what}`, answer));
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  return { answers, faults };
}

/** Nothing is an error of the server; who is refused by the stage reads what is allowed instead. */
function faultsOfAnswer(what: string, { status, code, body }: DeskAnswer): readonly string[] {
  if (status >= 500) return [what];
  if (code !== 'order.stage-forbidden') return status === 400 || status === 404 ? [what] : [];
  const { allowed } = WithAllowed.parse(body);
  return status === 409 && allowed !== undefined ? [] : [`${what} without the allowed moves`];
}

interface Doing {
  readonly desk: Desk;
  readonly world: DeskWorld;
  readonly order: DeskOrder;
}
type Deed = (doing: Doing) => Promise<readonly [string, DeskAnswer]>;

const send = async ({ desk, order }: Doing, name: string, body: object): Promise<readonly [string, DeskAnswer]> => [
  name,
  await desk.send('POST', `/v1/service-orders/${order.orderId}/${name}`, { body }),
];

function moveTo(doing: Doing, to: string) {
  const wait = to === 'waiting' ? { waitingFor: 'supplier', until: inADay() } : {};
  const visit = to === 'planned' && Math.random() < 0.5 ? { visit: aVisitOf(doing.world.technicianId) } : {};
  return send(doing, 'change-stage', { to, reasonCode: reasonFor(to), ...wait, ...visit });
}

/** One of the actions that the order offers at the moment; somebody else may be quicker. */
const offered: Deed = async (doing) => {
  const path = `/v1/order-actions?orderId=${doing.order.orderId}`;
  const { items } = Actions.parse((await doing.desk.mustDo('GET', path)).body);
  const actions = (items[0]?.allowedActions ?? []).filter(({ allowed, action }) => allowed && action !== 'modify');
  const action = actions.length === 0 ? undefined : pick(actions);
  if (action?.to !== undefined) return moveTo(doing, action.to);
  if (action?.action === 'signOff') return send(doing, 'sign-off', acceptance);
  if (action?.action === 'planVisit') return send(doing, 'plan-visit', { visit: aVisitOf(doing.world.technicianId) });
  return send(doing, 'post', {});
};

const editLine: Deed = async ({ desk, order }) => {
  const { body } = await desk.mustDo('GET', `/v1/service-orders/${order.orderId}`);
  const { lines } = Lines.parse(body);
  const line = pick(lines);
  const change = pick([{ quantity: 1 }, { quantity: 3 }, { status: 'cancelled' }, { status: 'confirmed' }]);
  const path = `/v1/service-orders/${order.orderId}/lines/${line.lineId}`;
  return ['edit-line', await desk.send('PATCH', path, { body: change })];
};

const deeds: readonly Deed[] = [
  ...Array.from({ length: 6 }, () => offered),
  (doing) => moveTo(doing, pick(stages)),
  (doing) => moveTo(doing, pick(stages)),
  (doing) => send(doing, 'cancel', { reasonCode: 'not-needed' }),
  (doing) => send(doing, 'revoke', { reasonCode: 'fault-came-back' }),
  (doing) => send(doing, 'reopen', { reasonCode: 'fault-came-back' }),
  (doing) => send(doing, 'sign-off', acceptance),
  (doing) => send(doing, 'post', {}),
  (doing) => {
    const { itemId } = doing.world;
    return send(doing, 'lines', { type: 'item', category: 'spare-parts', itemId, plannedQuantity: 1 });
  },
  editLine,
];

function pick<One>(of: readonly One[]): One {
  const one = of[Math.floor(Math.random() * of.length)];
  if (one === undefined) throw new Error('There is nothing to pick from');
  return one;
}
