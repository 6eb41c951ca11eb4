/** Publishes what a mapping brings, and its customers, through the API; running it again changes nothing. */
import { customerRoutes } from '#contracts/http/customers.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { slaRoutes } from '#contracts/http/sla.ts';
import { stageModelRoutes } from '#contracts/http/stage-models.ts';
import type { StageModel } from '#contracts/http/stage-models.ts';
import { inParallel } from '#platform/in-parallel.ts';

import { Refusal } from './api-client.ts';
import type { ApiClient } from './api-client.ts';
import type { Mapping } from './mapping.ts';
import type { PlannedCase } from './plan.ts';
import { untilArrived } from './until-arrived.ts';

type Setup = NonNullable<Mapping['setup']>;

/** Publishes the set-up of a mapping, each kind after what it refers to. */
export async function publishSetup(api: ApiClient, setup: Setup): Promise<void> {
  for (const { id, ...body } of setup.calendars ?? []) {
    await replaced(
      (headers) => api.call(setupRoutes.putCalendar, { params: { id }, headers, body }),
      async () => (await api.call(setupRoutes.getCalendar, { params: { id } })).body.version,
    );
  }
  for (const { id, ...body } of setup.priorities ?? []) {
    await replaced(
      (headers) => api.call(setupRoutes.putPriority, { params: { id }, headers, body }),
      async () => (await api.call(setupRoutes.getPriority, { params: { id } })).body.version,
    );
  }
  for (const { id, ...body } of setup.reasonCodes ?? []) {
    await replaced(
      (headers) => api.call(setupRoutes.putReasonCode, { params: { id }, headers, body }),
      async () => (await api.call(setupRoutes.getReasonCode, { params: { id } })).body.version,
    );
  }
  for (const { id, version, ...body } of setup.stageModels ?? [])
    await api.call(stageModelRoutes.publish, { params: { id, version }, body });
  for (const { id, ...body } of setup.slaPolicies ?? []) {
    // The calendar was published to another service, and is on its way to this one.
    await untilArrived('sla-policy.unknown-calendar', () => api.call(slaRoutes.publish, { params: { id }, body }));
  }
  await publishOrderTypes(api, setup);
}

async function publishOrderTypes(api: ApiClient, { orderTypes = [] }: Setup): Promise<void> {
  for (const { id, ...body } of orderTypes) {
    await replaced(
      (headers) => api.call(setupRoutes.putOrderType, { params: { id }, headers, body }),
      async () => (await api.call(setupRoutes.getOrderType, { params: { id } })).body.version,
    );
  }
}

type PutHeaders = { readonly 'if-match'?: string };

/** Publishes an entry as new or the same, and where there is another one in its place, as its next version. */
async function replaced(put: (headers: PutHeaders) => Promise<unknown>, version: () => Promise<number>): Promise<void> {
  try {
    await put({});
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'request.version-missing') throw error;
    await put({ 'if-match': `"${await version()}"` });
  }
}

/** The stage model with which orders of the mapping's type begin. */
export async function stageModelOf(api: ApiClient, { order }: Mapping): Promise<StageModel> {
  const type = await api.call(setupRoutes.getOrderType, { params: { id: order.type } });
  const { body } = await api.call(stageModelRoutes.read, { params: { id: type.body.stageModelId } });
  return body;
}

/** Enters the customers of the planned cases. @returns their ids by external id */
export async function publishCustomers(
  api: ApiClient,
  cases: readonly Pick<PlannedCase, 'customer'>[],
  atOnce: number,
): Promise<ReadonlyMap<string, string>> {
  const customers = new Map(cases.map(({ customer }) => [customer.externalId, customer.body]));
  const ids = new Map<string, string>();
  await inParallel([...customers], atOnce, async ([externalId, body]) => {
    const { body: customer } = await api.call(customerRoutes.upsert, { params: { externalId }, body });
    ids.set(externalId, customer.customerId);
  });
  return ids;
}
