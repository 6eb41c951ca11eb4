/** Reads events of topics in order, sets aside what can never be applied, and stands still while the world is broken. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';

import { failureCode } from '../http/failures.ts';
import type { Logger } from '../logging.ts';
import { trace, traceOf } from '../trace-context.ts';
import { eventOf } from './cloud-events.ts';
import type { KafkaConnection } from './connect.ts';
import { BatchLetGo, consume } from './consumer.ts';
import type { Consuming, KafkaMessage, ReceivedBatch } from './consumer.ts';

/** A message that can never be applied as it is, for the dead letters. */
export interface PoisonMessage {
  /** `<topic>/<partition>/<offset>`, the same at each delivery. */
  readonly source: string;
  readonly message: unknown;
  readonly reason: string;
}

export interface EventConsumerOptions {
  readonly connection: KafkaConnection;
  /** The consumer's group, behind the stack's prefix. */
  readonly groupId: string;
  /** With the stack's prefix. */
  readonly topics: readonly string[];
  /** How long a fetch waits for events to come, in milliseconds. */
  readonly gatherMs: number;
  /**
   * Applies one event in a transaction of its own, and bears to be given it again. A rejection that is a failure of the world hands
   * the batch out again; after any other the event is put aside.
   */
  readonly apply: (event: EventEnvelope) => Promise<unknown>;
  /** Keeps a message with its reason, in a transaction of its own. */
  readonly putAside: (poison: PoisonMessage) => Promise<unknown>;
  readonly log: Logger;
}

/** Consumes from the first event on until stopped. */
export function consumeEvents(options: EventConsumerOptions): Consuming {
  return consume({
    connection: options.connection,
    groupId: options.groupId,
    topics: options.topics,
    fromBeginning: true,
    gatherMs: options.gatherMs,
    log: options.log,
    eachBatch: (batch) => inTurn(batch, (message, source) => applyMessage(options, source, message)),
  });
}

type Applying = Pick<EventConsumerOptions, 'apply' | 'putAside' | 'log'>;

/**
 * Applies a batch in order; `source` is where a message stands.
 * @throws when the partition is this member's no more: whoever has it now is handed the batch again
 */
export async function inTurn(
  batch: ReceivedBatch,
  apply: (message: KafkaMessage, source: string) => Promise<void>,
): Promise<void> {
  for (const message of batch.messages) {
    // Returning would commit what was not applied.
    if (!batch.isMine()) throw new BatchLetGo();
    await apply(message, `${batch.topic}/${batch.partition}/${message.offset}`);
    await batch.heartbeat();
  }
}

async function applyMessage(options: Applying, source: string, message: KafkaMessage): Promise<void> {
  const read = eventOf(message);
  if (!read.ok) return putAside(options, { source, message: textOf(message), reason: read.reason });
  const { event } = read;
  await orPutAside(options, { source, message: event }, () =>
    trace.step(traceOf(event), `apply ${event.type}`, 'consumer', async () => options.apply(event)),
  );
}

type PuttingAside = Pick<EventConsumerOptions, 'putAside' | 'log'>;

/** Puts a message aside when it cannot be applied; a failure of the world is thrown, and hands the batch out again. */
export async function orPutAside(
  options: PuttingAside,
  kept: Omit<PoisonMessage, 'reason'>,
  apply: () => Promise<unknown>,
): Promise<void> {
  try {
    await apply();
  } catch (thrown) {
    if (failureCode(thrown) !== undefined) throw thrown;
    const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    await putAside(options, { ...kept, reason });
  }
}

async function putAside({ putAside: keep, log }: PuttingAside, poison: PoisonMessage): Promise<void> {
  log.error({ source: poison.source, reason: poison.reason }, 'A message cannot be applied and is put aside');
  await keep(poison);
}

/** What can be kept of a message that cannot be read: its headers and value as text. */
export function textOf({ key, headers, value }: KafkaMessage): unknown {
  const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, String(text)]);
  return { key: key?.toString() ?? null, headers: Object.fromEntries(texts), value: value?.toString() ?? null };
}
