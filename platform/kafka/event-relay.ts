/** The relay of a service's events: from its outbox to the topics, each aggregate in order. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';

import type { Logger } from '../logging.ts';
import { runRelay } from '../relay.ts';
import type { OutboxSource, Relay } from '../relay.ts';
import { trace, traceOf } from '../trace-context.ts';
import type { Step } from '../trace-context.ts';
import { messageOf } from './cloud-events.ts';
import type { Publisher, TopicMessages } from './producer.ts';

/** An unsent event. `topic` is without the stack's prefix. */
export interface UnsentEvent {
  readonly id: string;
  readonly topic: string;
  readonly event: EventEnvelope;
}

export interface EventRelayOptions {
  readonly service: string;
  readonly source: OutboxSource<UnsentEvent> & { readonly onAppend: (listener: () => void) => () => void };
  readonly publisher: Publisher;
  readonly topicPrefix: string;
  readonly log: Logger;
}

/** What many commits write within it goes to the broker, and through every reader, as one batch. */
const gatherMs = 100;

/** Runs until stopped; wakes at each commit of this process that wrote events. The caller closes source and publisher. */
export function relayEvents(options: EventRelayOptions): Relay {
  const { service, source, publisher, topicPrefix, log } = options;
  const relay = runRelay({
    name: `${service}/kafka`,
    source,
    log,
    gatherMs,
    takesAll: true,
    async send(rows) {
      const steps = rows.map(({ event }) => trace.begin(traceOf(event), `publish ${event.type}`, 'producer'));
      try {
        await publisher.publish(
          batchesOf(
            rows.map((row, at) => continued(row, steps[at])),
            topicPrefix,
          ),
        );
        for (const step of steps) step.end();
      } catch (error) {
        for (const step of steps) step.end(error);
        throw error;
      }
      return rows.map((row) => row.id);
    },
  });
  const unsubscribe = source.onAppend(relay.wake);
  return {
    ...relay,
    stop() {
      unsubscribe();
      return relay.stop();
    },
  };
}

/** The event with the trace as it goes on from its publication. */
function continued(row: UnsentEvent, step: Step | undefined): UnsentEvent {
  const { traceparent } = step?.headers ?? {};
  return traceparent === undefined ? row : { ...row, event: { ...row.event, traceparent } };
}

function batchesOf(rows: readonly UnsentEvent[], topicPrefix: string): TopicMessages[] {
  return [...Map.groupBy(rows, (row) => row.topic)].map(([topic, own]) => ({
    topic: topicPrefix + topic,
    messages: own.map((row) => messageOf(row.event)),
  }));
}
