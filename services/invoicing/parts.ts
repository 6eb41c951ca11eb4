/** Everything that invoicing holds open while it runs, and the order in which it lets go. */
import { createInvoicingActivities } from '#activities/invoicing.ts';
import { taskQueues } from '#contracts/workflows/ids.ts';
import type { Db } from '#db/connection.ts';
import { setupValues } from '#db/queries/setup-copy.ts';
import type { ServiceConfig } from '#platform/config.ts';
import { mustHold } from '#platform/http/health.ts';
import type { Logger } from '#platform/logging.ts';
import { keepHouse } from '../housekeeping.ts';
import { openParts } from '../service-parts.ts';
import { followEvents } from './consumers/follow-events.ts';
import { askParties } from './invoice-parties.ts';
import { askForThings } from './numbered-things.ts';

/** Connects; nothing waits for Kafka or Temporal, which may come later. */
export function connectParts(config: ServiceConfig, log: Logger) {
  const { stops, ...parts } = openParts('invoicing', config, log);
  const { db, clock, tokens, kafka, topicPrefix, outbox, temporal } = parts;
  const following = followEvents({ db, connection: kafka, topicPrefix, log });
  const worker = temporal.runWorker({
    taskQueue: taskQueues.invoicing,
    activities: createInvoicingActivities({ db, clock, log }),
  });
  const house = keepHouse({ db, outboxes: [outbox], log });
  return {
    ...parts,
    parties: askParties({ urls: config.urls, tokens }),
    things: askForThings({ urls: config.urls, tokens }),
    checks: {
      ...parts.checks,
      events: () => mustHold(following.isLive(), 'The consumer of events has not joined yet'),
      worker: () => mustHold(worker.isRunning(), 'The worker does not poll yet'),
      company: async () => mustHold(await hasCompany(db), 'The company has not arrived yet'),
    },
    stops: [house.stop, following.stop, ...stops],
  };
}

/** Asked of the table: before the company is there nobody is to remember that it is not. */
async function hasCompany(db: Db<'invoicing'>): Promise<boolean> {
  return (await setupValues(db, 'company')).length > 0;
}
