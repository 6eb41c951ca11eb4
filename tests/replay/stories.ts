/** The stories whose histories are kept: each takes one order through a running Callout by its public API. */
import * as z from 'zod';

import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';

import {
  acceptance,
  aVisitOf,
  command,
  complete,
  createOrder,
  enterAmount,
  invoice,
  mustBeDone,
  readOrder,
  type Desk,
  type DeskOrder,
  type DeskWorld,
} from '../support/order-desk.ts';
import { eventually } from '../support/eventually.ts';
import { cancelAll, settled } from './run-stories.ts';

/** What nobody can ask for over the API, because it takes days. */
export interface Fate {
  /** Lets the open quotes of an order run out a few seconds from now; the order's next command finds them so. */
  readonly letQuotesRunOut: (order: DeskOrder) => Promise<void>;
}

/** Tells the order's story to its end, or to where nothing more is to come by itself. */
type Story = (desk: Desk, world: DeskWorld, order: DeskOrder, fate: Fate) => Promise<void>;

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString();

async function post(desk: Desk, order: DeskOrder): Promise<void> {
  await mustBeDone(desk, order, 'sign-off', acceptance);
  await mustBeDone(desk, order, 'post', {});
}

async function closed(desk: Desk, order: DeskOrder): Promise<void> {
  await invoice(desk, order);
  await eventually(
    async () => {
      if ((await readOrder(desk, order)).closedAt === null) throw new Error(`${order.number} is not closed yet`);
    },
    { withinMs: 60_000 },
  );
}

/** By name; an unpriced story begins with a part that has no price, a follow-up with another order that was completed. */
export const stories: Readonly<
  Record<string, { readonly tell: Story; readonly isUnpriced?: boolean; readonly isFollowUp?: boolean }>
> = {
  happy: {
    tell: async (desk, world, order) => {
      await complete(desk, world, order);
      await post(desk, order);
      await closed(desk, order);
    },
  },
  waited: {
    tell: async (desk, world, order) => {
      const wait = { to: 'waiting', reasonCode: 'parts-on-order', waitingFor: 'supplier', until: inAWeek() };
      await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
      await mustBeDone(desk, order, 'change-stage', wait);
      await mustBeDone(desk, order, 'change-stage', { to: 'planned' });
      await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
      await mustBeDone(desk, order, 'change-stage', wait);
      await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
      await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
    },
  },
  'cancelled-after-planning': {
    tell: async (desk, world, order) => {
      await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
      await mustBeDone(desk, order, 'cancel', { reasonCode: 'not-needed' });
      await settled(desk, order);
    },
  },
  'bulk-cancelled': {
    tell: async (desk, world, order) => {
      await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
      await cancelAll(desk, [order]);
      await settled(desk, order);
    },
  },
  'extra-work-approved': {
    tell: async (desk, world, order) => {
      await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
      const [agreed, refused] = [await addExtra(desk, world, order), await addExtra(desk, world, order)];
      await judge(desk, order, agreed, 'approved');
      await judge(desk, order, refused, 'rejected');
      await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
      await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
      await post(desk, order);
      await closed(desk, order);
    },
  },
  'extra-work-expired': {
    tell: async (desk, world, order, fate) => {
      await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: aVisitOf(world.technicianId) });
      await issueQuote(desk, order, await addExtra(desk, world, order));
      await fate.letQuotesRunOut(order);
      await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
      await quoteIsExpired(desk, order);
      await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
      await post(desk, order);
      await invoice(desk, order);
    },
  },
  'signed-and-unsigned': {
    tell: async (desk, world, order) => {
      await complete(desk, world, order);
      await mustBeDone(desk, order, 'sign-off', acceptance);
      await mustBeDone(desk, order, 'undo-sign-off', { reasonCode: 'fault-came-back' });
      const { code } = await command(desk, order, 'post', {});
      if (code !== 'order.not-signed-off') throw new Error(`Posting what nobody signed: ${code}`);
      await post(desk, order);
      await closed(desk, order);
    },
  },
  'follow-up': {
    isFollowUp: true,
    tell: async (desk, world, order) => {
      await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
      await mustBeDone(desk, order, 'change-stage', { to: 'planned', reasonCode: 'wrong-stage' });
      await mustBeDone(desk, order, 'plan-visit', { visit: aVisitOf(world.technicianId) });
      await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
      await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
      await post(desk, order);
      await closed(desk, order);
    },
  },
  refused: {
    isUnpriced: true,
    tell: async (desk, world, order) => {
      await complete(desk, world, order);
      await mustBeDone(desk, order, 'sign-off', acceptance);
      const { code } = await command(desk, order, 'post', {});
      if (code !== 'invoicing.price-missing') throw new Error(`Posting without a price: ${code}`);
      await enterAmount(desk, world.unpricedItemId, 'price', 9_900);
      await eventually(() => mustBeDone(desk, order, 'post', {}), { withinMs: 30_000 });
      await closed(desk, order);
    },
  },
  migrated: { tell: migrated },
  reopened: {
    tell: async (desk, world, order) => {
      await complete(desk, world, order);
      await mustBeDone(desk, order, 'reopen', { reasonCode: 'fault-came-back' });
      await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
      await post(desk, order);
      await invoice(desk, order);
    },
  },
};

/** A part beyond what was agreed; its line's id. */
async function addExtra(desk: Desk, { itemId }: DeskWorld, { orderId }: DeskOrder): Promise<string> {
  const body = { type: 'item', category: 'spare-parts', itemId, quantity: 1, extra: true };
  const added = await desk.mustDo('POST', `/v1/service-orders/${orderId}/lines`, { body });
  return z.object({ lineId: z.string() }).parse(added.body).lineId;
}

async function judge(desk: Desk, { orderId }: DeskOrder, lineId: string, state: 'approved' | 'rejected') {
  const body = { lineIds: [lineId], state, how: 'phone', by: 'A. Nobody' };
  await desk.mustDo('POST', `/v1/service-orders/${orderId}/approvals`, { body });
}

async function issueQuote(desk: Desk, { orderId }: DeskOrder, lineId: string): Promise<void> {
  const body = { lineIds: [lineId], validUntil: inAWeek().slice(0, 10) };
  await desk.mustDo('POST', `/v1/service-orders/${orderId}/quotes`, { body });
}

async function quoteIsExpired(desk: Desk, { orderId }: DeskOrder): Promise<void> {
  const List = z.object({ items: z.array(z.object({ state: z.literal('expired') })).length(1) });
  await eventually(async () => List.parse((await desk.mustDo('GET', `/v1/service-orders/${orderId}/quotes`)).body), {
    withinMs: 30_000,
  });
}

async function followUp(desk: Desk, world: DeskWorld): Promise<DeskOrder> {
  const before = await createOrder(desk, world);
  await complete(desk, world, before);
  const path = '/v1/service-orders';
  const { body } = await desk.mustDo('POST', `${path}/${before.orderId}/follow-ups`, { body: {} });
  const order = z.object({ orderId: z.string(), number: z.string() }).parse(body);
  const line = { type: 'hour', category: 'labour', technicianId: world.technicianId, quantity: 1 };
  await desk.mustDo('POST', `${path}/${order.orderId}/lines`, { body: line });
  return order;
}

/** Goes on in a newer version of its stage model, and through the stage that only that version has. */
async function migrated(desk: Desk, _world: DeskWorld, order: DeskOrder): Promise<void> {
  const { id, name, stages } = defaultStageModel;
  const checked = { ...stages.find((stage) => stage.id === 'dispatched'), id: 'checked', name: 'Checked' };
  const body = {
    name,
    stages: [
      ...stages.map((stage) =>
        stage.initial ? { ...stage, to: [...stage.to, { stage: checked.id, reason: false }] } : stage,
      ),
      checked,
    ],
  };
  const version = `/v1/stage-models/${id}/versions/2`;
  await desk.mustDo('PUT', version, { body });
  await desk.mustDo('POST', `${version}/migrations`, { body: {} });
  await eventually(() => mustBeDone(desk, order, 'change-stage', { to: checked.id }), { withinMs: 30_000 });
  await mustBeDone(desk, order, 'change-stage', { to: 'in-progress' });
  await mustBeDone(desk, order, 'change-stage', { to: 'completed' });
}

/** An order for a story; an unpriced one has a part that no list prices, neither by itself nor by its category. */
export function orderFor(desk: Desk, world: DeskWorld, name: string): Promise<DeskOrder> {
  if (stories[name]?.isFollowUp === true) return followUp(desk, world);
  if (stories[name]?.isUnpriced !== true) return createOrder(desk, world);
  const line = { type: 'item', category: 'made-to-order', itemId: world.unpricedItemId, quantity: 2 };
  return createOrder(desk, world, { lines: [line] });
}
