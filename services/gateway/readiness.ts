/** What `GET /readyz` of the product asks: every part by name. */
import type { ServiceName } from '#contracts/areas.ts';
import { serviceNames } from '#contracts/areas.ts';
import { mustHold } from '#platform/http/health.ts';
import type { Checks } from '#platform/http/health.ts';
import { checkKafka } from '#platform/kafka/topics.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import type { Consuming } from '#platform/kafka/consumer.ts';
import type { Temporal } from '#platform/temporal/connect.ts';

/** Less than the 3 s that a check may take. */
const serviceAnswersWithinMs = 2_500;

export interface ReadinessParts {
  readonly kafka: KafkaConnection;
  readonly temporal: Pick<Temporal, 'check'>;
  readonly hints: Pick<Consuming, 'isLive'>;
  readonly urls: Readonly<Record<ServiceName, string>>;
}

/** The checks of the whole product beside Postgres: servers, the gateway's own consumer, and each other service by its own readiness. */
export function readinessChecks({ kafka, temporal, hints, urls }: ReadinessParts): Checks {
  const services = serviceNames
    .filter((name) => name !== 'gateway')
    .map((name) => [name, () => checkService(urls[name])] as const);
  return {
    kafka: () => checkKafka(kafka),
    temporal: () => temporal.check(),
    hints: () => mustHold(hints.isLive(), 'The consumer of hints has not joined yet'),
    ...Object.fromEntries(services),
  };
}

async function checkService(url: string): Promise<void> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(serviceAnswersWithinMs) });
  const body = await response.text();
  if (!response.ok) throw new Error(`${url}/readyz answered ${response.status}: ${body.slice(0, 500)}`);
}
