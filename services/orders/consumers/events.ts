/** Reads what other services say about orders: set-up, visits, parts that became free, issued invoices. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { technicianEvents, visitEvents } from '#contracts/events/dispatch.ts';
import { identityEvents } from '#contracts/events/identity.ts';
import { inventoryEvents } from '#contracts/events/inventory.ts';
import { invoicingEvents } from '#contracts/events/invoicing.ts';
import { systemActor } from '#contracts/roles.ts';
import { consumedTopics } from '#contracts/topics.ts';
import { applyIfNewer, deadLetter } from '#db/inbox.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import type { Consuming } from '#platform/kafka/consumer.ts';
import { consumeEvents } from '#platform/kafka/event-consumer.ts';
import type { Logger } from '#platform/logging.ts';
import { applyItemEvent } from '#transactions/agreements/item-groups.ts';
import { customerFeed } from '#transactions/customers/feed.ts';
import { applyUserEvent } from '#transactions/notifications/staff.ts';
import { applyTechnicianEvent } from '#transactions/notifications/technicians.ts';
import { applyInvoiceEvent, applyReservationsEvent } from '#transactions/service-orders/apply-other-events.ts';
import { followVisitEvent } from '#transactions/service-orders/follow-visit-event.ts';
import { consumeFeed } from '../../feed-consumer.ts';
import type { RouteParts } from '../kept-rows.ts';
import { consumeSetup } from './setup.ts';

type Apply = (t: Transaction<'orders'>, event: EventEnvelope) => Promise<void>;

const consumer = 'orders';
const actor = systemActor('orders-consumer');

/** By the event's type; every other event is left alone without a transaction. Each carries its aggregate's whole state. */
const applies: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ...Object.values(visitEvents).map(({ type }): [string, Apply] => [type, followVisitEvent]),
  ...Object.values(technicianEvents).map(({ type }): [string, Apply] => [type, applyTechnicianEvent]),
  [identityEvents.userCreated.type, applyUserEvent],
  [identityEvents.userChanged.type, applyUserEvent],
  [inventoryEvents.itemCreated.type, applyItemEvent],
  [inventoryEvents.itemChanged.type, applyItemEvent],
  [inventoryEvents.reservationsChanged.type, applyReservationsEvent],
  [invoicingEvents.invoiceIssued.type, applyInvoiceEvent],
]);

export interface OrdersConsumerOptions extends RouteParts {
  readonly kafka: KafkaConnection;
  readonly topicPrefix: string;
  readonly log: Logger;
}

/** Whoever issued an invoice sees its order close this much later. */
const gatherMs = 200;

/** Consumes events, and what other systems feed in, until stopped. */
export function consumeForOrders(options: OrdersConsumerOptions): Consuming {
  const following = followEvents(options);
  const feed = consumeFeed({ ...options, keepers: customerFeed, area: 'customers' });
  return {
    isLive: () => following.isLive() && feed.isLive(),
    async stop() {
      await Promise.all([following.stop(), feed.stop()]);
    },
  };
}

function followEvents({ db, clock, kafka, topicPrefix, log }: OrdersConsumerOptions): Consuming {
  return consumeEvents({
    connection: kafka,
    groupId: `${topicPrefix}orders`,
    topics: consumedTopics('orders', topicPrefix),
    gatherMs,
    apply: async (event) => {
      if (event.area === 'setup') return consumeSetup({ db, clock }, event);
      const apply = applies.get(event.type);
      if (apply) await transaction(db, actor, (t) => applyIfNewer(t, consumer, event, () => apply(t, event)));
    },
    putAside: (poison) => transaction(db, actor, (t) => deadLetter(t, consumer, poison)),
    log,
  });
}
