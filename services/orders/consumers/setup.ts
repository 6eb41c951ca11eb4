/** Reads the topic of the set-up into the orders service. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { setupEvents } from '#contracts/events/setup.ts';
import { systemActor } from '#contracts/roles.ts';
import { transaction } from '#db/transaction.ts';
import { customerFeed } from '#transactions/customers/feed.ts';
import { keepSetup } from '#transactions/sla/keep-setup.ts';
import { hearFeedsAgain } from '../../feed-consumer.ts';
import type { RouteParts } from '../kept-rows.ts';

/** Applies an event of the set-up in a transaction of its own; what it is not about is left alone. */
export async function consumeSetup({ db, clock }: RouteParts, event: EventEnvelope): Promise<void> {
  if (event.area !== 'setup') return;
  await transaction(db, systemActor('setup-consumer'), (t) => keepSetup(t, event, clock.now()));
  if (event.type !== setupEvents['feed-source'].type) return;
  await hearFeedsAgain({ db, clock, keepers: customerFeed, area: 'customers' });
}
