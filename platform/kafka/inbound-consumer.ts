/** Reads a topic that others write to: JSON values without an envelope of ours. */
import { consume } from './consumer.ts';
import type { Consuming, KafkaMessage } from './consumer.ts';
import { inTurn, orPutAside, textOf } from './event-consumer.ts';
import type { EventConsumerOptions } from './event-consumer.ts';

export interface InboundConsumerOptions extends Pick<
  EventConsumerOptions,
  'connection' | 'groupId' | 'gatherMs' | 'putAside' | 'log'
> {
  /** With the stack's prefix. */
  readonly topic: string;
  /** As that of events: a failure of the world hands the batch out again, after any other error the message is put aside. */
  readonly apply: (value: unknown) => Promise<unknown>;
}

/** Consumes from the first message on until stopped. */
export function consumeInbound(options: InboundConsumerOptions): Consuming {
  const { connection, groupId, topic, gatherMs, log } = options;
  return consume({
    ...{ connection, groupId, gatherMs, log },
    topics: [topic],
    fromBeginning: true,
    eachBatch: (batch) => inTurn(batch, (message, source) => applyMessage(options, source, message)),
  });
}

function applyMessage(options: InboundConsumerOptions, source: string, message: KafkaMessage): Promise<void> {
  const value = jsonOf(message.value);
  return orPutAside(options, { source, message: value ?? textOf(message) }, () => options.apply(value));
}

/** Undefined for what is no JSON. */
function jsonOf(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
