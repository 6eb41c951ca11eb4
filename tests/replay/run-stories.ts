/** The stories of runs over many orders whose histories are kept: each begins one by the public API, and says which workflow it is. */
import * as z from 'zod';

import { bulkWorkflowId } from '#contracts/workflows/bulk.ts';
import { stageMigrationWorkflowId } from '#contracts/workflows/stage-migration.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { eventually } from '../support/eventually.ts';
import { createOrder, readOrder, type Desk, type DeskOrder, type DeskWorld } from '../support/order-desk.ts';

/** By name; gives the id of the workflow, which ends by itself. */
export const runStories: Readonly<Record<string, (desk: Desk, world: DeskWorld) => Promise<string>>> = {
  'bulk-cancel': async (desk, world) => {
    const orders = [];
    for (let index = 0; index < 6; index += 1) orders.push(await createOrder(desk, world));
    return bulkWorkflowId(await cancelAll(desk, orders));
  },
  'stage-migration': async (desk, world) => {
    await createOrder(desk, world);
    const { id, name, stages } = defaultStageModel;
    const { body } = await desk.mustDo('GET', '/v1/stage-models');
    const { items } = z.object({ items: z.array(z.object({ id: z.string(), version: z.int() })) }).parse(body);
    const latest = Math.max(...items.filter((model) => model.id === id).map(({ version }) => version));
    const version = `/v1/stage-models/${id}/versions/${latest + 1}`;
    await desk.mustDo('PUT', version, { body: { name: `${name}, once more`, stages } });
    const begun = await desk.mustDo('POST', `${version}/migrations`, { body: {} });
    return stageMigrationWorkflowId(z.object({ migrationId: z.string() }).parse(begun.body));
  },
};

/** Cancels orders by one run, and waits for its end; the number of the run. */
export async function cancelAll(desk: Desk, orders: readonly DeskOrder[]): Promise<number> {
  const wish = { action: 'cancel', reasonCode: 'not-needed', orderIds: orders.map(({ orderId }) => orderId) };
  const begun = await desk.mustDo('POST', '/v1/bulk-runs', { body: wish });
  const { bulkId, number } = z.object({ bulkId: z.string(), number: z.int() }).parse(begun.body);
  await eventually(
    async () => {
      const { body } = await desk.mustDo('GET', `/v1/bulk-runs/${bulkId}`);
      const { state } = z.object({ state: z.string() }).parse(body);
      if (state !== 'done') throw new Error('The run has not ended yet');
    },
    { withinMs: 60_000 },
  );
  return number;
}

/** What has to be given back is, and the order is closed. */
export async function settled(desk: Desk, order: DeskOrder): Promise<void> {
  await eventually(async () => {
    const { busy, closedAt } = await readOrder(desk, order);
    if (busy.length > 0 || closedAt === null) throw new Error('Parts and visit are being given back');
  });
}
