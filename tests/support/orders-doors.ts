/** The doors of the orders service beside service orders, in the test's process, on a database of its own. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { v7 as uuidv7 } from 'uuid';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { setupEvents } from '#contracts/events/setup.ts';
import type { Customer } from '#contracts/http/customer-schemas.ts';
import type { SetupKind } from '#contracts/http/setup-schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { standingClock } from '#platform/clock.ts';
import { createFileStore } from '#platform/files.ts';
import { consumeSetup } from '#services/orders/consumers/setup.ts';
import type { NamesOf } from '#services/orders/ask-names.ts';
import type { PricesOf } from '#services/orders/ask-prices.ts';
import { mountServiceTasks } from '#services/orders/routes/agreements-tasks.ts';
import { mountAgreementRoutes } from '#services/orders/routes/agreements.ts';
import { mountCustomerRoutes } from '#services/orders/routes/customers.ts';
import { mountFileRoutes } from '#services/orders/routes/files.ts';
import { mountNotificationRoutes } from '#services/orders/routes/notifications.ts';
import { mountObjectRoutes } from '#services/orders/routes/objects.ts';
import { mountCaseRoutes } from '#services/orders/routes/requests-cases.ts';
import { mountRequestRoutes } from '#services/orders/routes/requests.ts';
import { mountSlaRoutes } from '#services/orders/routes/sla.ts';
import { mountBulk } from '#services/orders/routes/service-orders-bulk.ts';
import { mountStageDrafts } from '#services/orders/routes/service-orders-stage-drafts.ts';
import { mountStageMigrations } from '#services/orders/routes/service-orders-stage-migrations.ts';
import { mountSalesOrders } from '#services/orders/routes/service-orders-sales.ts';
import { mountServiceOrderRoutes } from '#services/orders/routes/service-orders.ts';
import { mountExpenses } from '#services/orders/routes/service-orders-expenses.ts';
import { mountOrderFiles } from '#services/orders/routes/service-orders-files.ts';
import { mountMovedLines } from '#services/orders/routes/service-orders-moved-lines.ts';
import { mountConfirmations } from '#services/orders/routes/service-orders-confirmations.ts';
import { mountOrderLines } from '#services/orders/routes/service-orders-lines.ts';
import { mountOrderSeries } from '#services/orders/routes/service-orders-series.ts';
import { mountOrderExport } from '#services/orders/routes/service-orders-export.ts';
import { mountStageModelRoutes } from '#services/orders/routes/stage-models.ts';
import { seedStageModels } from '#transactions/service-orders/publish-stage-model.ts';
import { defaultConfiguration } from '#transactions/setup/default-configuration.ts';
import { toldData } from '#transactions/setup/publish-entry.ts';
import { createTestDatabase } from './database.ts';
import { staff, startTestHttp, type SendOptions, type TestAnswer, type TestHttp } from './http.ts';

const links = { temporalUiUrl: 'http://temporal.invalid', namespace: 'test' };

/** Where the standing clock of a test begins. */
export const startOfTest = '2026-03-02T09:00:00.000Z';

export interface OrdersDoors {
  readonly db: Db<'orders'>;
  readonly http: TestHttp;
  readonly clock: ReturnType<typeof standingClock>;
  readonly stop: () => Promise<void>;
}

/** Starts the doors; the default set-up has arrived when `withSetup` says so. Call `stop` in afterAll. */
export async function startOrdersDoors({ withSetup }: { readonly withSetup: boolean }): Promise<OrdersDoors> {
  const database = await createTestDatabase();
  const db = database.connect('orders');
  const clock = standingClock(startOfTest);
  const parts = { db, clock };
  const dir = await mkdtemp(path.join(tmpdir(), 'callout-files-'));
  await seedStageModels(db, clock.now());
  if (withSetup) for (const { kind, id, data } of defaultConfiguration) await arrive(parts, kind, id, data);
  const http = await startTestHttp((app) => {
    mountCustomerRoutes(app, parts);
    mountObjectRoutes(app, parts);
    mountAgreementRoutes(app, { ...parts, pricesOf: hundredEach });
    mountServiceTasks(app, parts);
    mountRequestRoutes(app, parts);
    mountCaseRoutes(app, parts);
    mountServiceOrderRoutes(app, { ...parts, links });
    mountSalesOrders(app, { ...parts, links });
    mountOrderExport(app, { ...parts, links });
    mountStageModelRoutes(app, parts);
    mountStageDrafts(app, parts);
    mountStageMigrations(app, parts);
    mountBulk(app, parts);
    mountServiceOrderRoutes(app, { ...parts, links });
    mountConfirmations(app, { ...parts, links });
    mountOrderLines(app, { ...parts, links });
    mountOrderFiles(app, parts);
    mountExpenses(app, { ...parts, techniciansOf: everybodyIsKim });
    mountMovedLines(app, { ...parts, links, sender: { send: async () => null } });
    mountOrderSeries(app, parts);
    mountSlaRoutes(app, parts);
    mountNotificationRoutes(app, parts);
    mountFileRoutes(app, { ...parts, files: createFileStore(dir) });
  });
  return {
    ...{ db, http, clock },
    async stop() {
      await http[Symbol.asyncDispose]();
      await database.drop();
      await rm(dir, { recursive: true });
    },
  };
}

/** Prices as invoicing would give them: 100.00 a unit, and none of the category `unpriced`. */
const hundredEach: PricesOf = async (lines) => {
  const priced = lines.filter(({ category }) => category !== 'unpriced');
  return new Map(priced.map(({ lineId, quantity }) => [lineId, { amount: 10_000 * quantity, currency: 'EUR' }]));
};

/** Technicians as dispatch would name them. */
const everybodyIsKim: NamesOf = async (_actor, ids) =>
  new Map(ids.map((id) => [id, { number: 'T-1', name: 'Kim Nobody' }]));

/** An entry of the set-up arrives, at version 1 unless said otherwise. */
export async function arrive(
  parts: Pick<OrdersDoors, 'db' | 'clock'>,
  kind: SetupKind,
  id: string,
  data: object,
  version = 1,
): Promise<void> {
  const { area, type, aggregate, schemaVersion } = setupEvents[kind];
  const at = parts.clock.now();
  const event: EventEnvelope = {
    ...{ id: uuidv7(), area, type, aggregate, schemaVersion, aggregateId: id, version },
    ...{ companyId: null, customerId: null, principal: 'system:seed', occurredAt: at, recordedAt: at },
    data: { ...toldData(kind, data), id },
  };
  await consumeSetup(parts, event);
}

/** A POST with an Idempotency-Key of its own, unless one is given. */
export function posted(as: Actor, json: object, key: string = randomUUID()): SendOptions {
  return { method: 'POST', as, json, headers: { 'idempotency-key': key } };
}

/** The JSON of an answer that must have the status. */
export function bodyOf<Body>(answer: TestAnswer, status: number): Body {
  if (answer.status !== status) throw new Error(`${answer.status} instead of ${status}: ${answer.text}`);
  return answer.json() as Body;
}

/** A customer that was entered through its door. */
export async function aCustomer({ http }: OrdersDoors, more: object = {}): Promise<Customer> {
  const answer = await http.send('/v1/customers', posted(staff('billing'), { name: 'Baker & Sons', ...more }));
  return bodyOf<Customer>(answer, 201);
}
