/** Reads a topic that others write to: JSON values without an envelope of ours. */
import { failureCode } from '../http/failures.ts';
import { BatchLetGo, consume } from './consumer.ts';
import type { Consuming, KafkaMessage, ReceivedBatch } from './consumer.ts';
import { textOf } from './event-consumer.ts';
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
    eachBatch: (batch) => applyBatch(options, batch),
  });
}

async function applyBatch(options: InboundConsumerOptions, batch: ReceivedBatch): Promise<void> {
  for (const message of batch.messages) {
    // Returning would commit what was not applied.
    if (!batch.isMine()) throw new BatchLetGo();
    await applyMessage(options, `${batch.topic}/${batch.partition}/${message.offset}`, message);
    await batch.heartbeat();
  }
}

async function applyMessage(options: InboundConsumerOptions, source: string, message: KafkaMessage): Promise<void> {
  const { apply, putAside, log } = options;
  const value = jsonOf(message.value);
  try {
    await apply(value);
  } catch (thrown) {
    if (failureCode(thrown) !== undefined) throw thrown;
    const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    log.error({ source, reason }, 'A message cannot be applied and is put aside');
    await putAside({ source, message: value ?? textOf(message), reason });
  }
}

/** Undefined for what is no JSON. */
function jsonOf(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
