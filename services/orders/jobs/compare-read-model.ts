/** Compares orders' rows with the read model that reporting keeps, and has the relay send again what it does not know. */
import { reportingRoutes } from '#contracts/http/reporting.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import { serviceActor, systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { sendEventsAgain } from '#db/outbox.ts';
import type { ComparedOrder } from '#db/queries/order-lists.ts';
import { transaction } from '#db/transaction.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import type { Agreement, Place } from './agreement.ts';

export interface ReadModelParts {
  readonly db: Db<'orders'>;
  readonly tokens: Tokens;
  /** Where reporting answers. */
  readonly reportingUrl: string;
}

const actor = serviceActor('orders');

/**
 * Where the read model says that orders are, by id.
 * @throws ProblemError `unavailable.service` when reporting does not answer
 */
export async function placesInReadModel(
  { tokens, reportingUrl: url }: ReadModelParts,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  if (orderIds.length === 0) return new Map();
  const request = { body: { orderIds: [...orderIds] } };
  const { body } = await callService({ url, contract: reportingRoutes.stageSequences, tokens, actor, request });
  return new Map(body.orders.map(({ orderId, stage, version }) => [orderId, { stage, version }]));
}

/** How a row and the read model come to agree: all events of the order go through the relay again, each is applied once. */
export function readModelAgreement(parts: ReadModelParts): Agreement<ComparedOrder> {
  return {
    with: 'read-model',
    look: async ({ orderId }) => (await placesInReadModel(parts, [orderId])).get(orderId) ?? null,
    agrees: readModelAgrees,
    async repair({ orderId }) {
      await transaction(parts.db, systemActor('reconcile'), (t) =>
        sendEventsAgain(t, serviceOrderEvents.created, orderId),
      );
    },
  };
}

export function readModelAgrees(row: ComparedOrder, found: Place | null): boolean {
  return found !== null && found.stage === row.stage && found.version === row.version;
}
