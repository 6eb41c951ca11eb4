/** Everything that the gateway holds open while it runs, and the order in which it lets go. */
import type { Db } from '#db/connection.ts';
import type { ServiceConfig } from '#platform/config.ts';
import { createHintHub } from '#platform/http/sse.ts';
import type { Logger } from '#platform/logging.ts';
import { sweepAudit } from '#transactions/identity/audit.ts';
import { sweepIdentity } from '#transactions/identity/sign-in.ts';
import { keepHouse } from '../housekeeping.ts';
import { openParts } from '../service-parts.ts';
import { createAuthentication } from './authentication.ts';
import { readHints } from './hints.ts';
import { readinessChecks } from './readiness.ts';

/** Connects; nothing waits for Kafka or Temporal, which may come later. */
export function connectParts(config: ServiceConfig, log: Logger) {
  const { stops, ...parts } = openParts('gateway', config, log);
  const { db, clock, kafka, topicPrefix, outbox, temporal } = parts;
  const hub = createHintHub();
  const authentication = createAuthentication({ db, clock });
  const hints = readHints({ connection: kafka, topicPrefix, hub, onRightsChanged: authentication.forgetAll, log });
  const house = keepHouse({ db, outboxes: [outbox], log, also: () => sweep(db, clock.now()) });
  return {
    ...parts,
    authentication,
    hub,
    checks: { ...parts.checks, ...readinessChecks({ kafka, temporal, hints, urls: config.urls }) },
    endStreams: hub.close,
    stops: [house.stop, hints.stop, ...stops],
  };
}

/** Removes ended sessions, forgotten failures, and entries of the audit that are too old. */
async function sweep(db: Db<'gateway'>, now: string): Promise<void> {
  await sweepIdentity(db, now);
  await sweepAudit(db, now);
}
