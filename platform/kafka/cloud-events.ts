/** CloudEvents 1.0 over Kafka in binary mode: the envelope in `ce_` headers, the data as the value, the aggregate's id as the key. */
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';

import { serviceOfArea } from '#contracts/areas.ts';
import { EventEnvelope, eventSchemaPath, eventTypeName } from '#contracts/events/envelope.ts';

/** The message of an event. The record's own time is that of publication; `ce_time` is when it occurred. */
export function messageOf(event: EventEnvelope): Message {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_source: `/callout/${serviceOfArea[event.area]}/${event.area}`,
    ce_type: eventTypeName(event),
    ce_subject: `${event.aggregate}/${event.aggregateId}`,
    ce_time: event.occurredAt,
    ce_dataschema: eventSchemaPath(event),
    ce_recordedtime: event.recordedAt,
    ce_sequence: String(event.version),
    ce_principal: event.principal,
  };
  if (event.companyId !== null) headers['ce_companyid'] = event.companyId;
  if (event.customerId !== null) headers['ce_customerid'] = event.customerId;
  if (event.traceparent !== undefined) headers['ce_traceparent'] = event.traceparent;
  return { key: event.aggregateId, value: JSON.stringify(event.data), headers };
}

export type ReadEvent =
  | { readonly ok: true; readonly event: EventEnvelope }
  /** Poison: it can never be applied as it is, and belongs into the dead letters with this reason. */
  | { readonly ok: false; readonly reason: string };

const typeName = /^callout\.([a-z-]+)\.([a-z-]+\.[a-z-]+)\.v(\d+)$/;

/** The event of a message, checked against the envelope. The data's own schema is the consumer's to ask. */
export function eventOf(message: Pick<KafkaMessage, 'headers' | 'value'>): ReadEvent {
  const read = headerReader(message.headers ?? {});
  const type = typeName.exec(read('ce_type') ?? '');
  if (type === null) return { ok: false, reason: `unknown ce_type ${read('ce_type') ?? '(none)'}` };
  const subject = read('ce_subject') ?? '';
  const slash = subject.indexOf('/');
  const traceparent = read('ce_traceparent');
  const parsed = EventEnvelope.safeParse({
    id: read('ce_id'),
    area: type[1],
    type: type[2],
    schemaVersion: Number(type[3]),
    aggregate: subject.slice(0, slash),
    aggregateId: subject.slice(slash + 1),
    version: Number(read('ce_sequence')),
    companyId: read('ce_companyid') ?? null,
    customerId: read('ce_customerid') ?? null,
    principal: read('ce_principal'),
    occurredAt: read('ce_time'),
    recordedAt: read('ce_recordedtime'),
    ...(traceparent === undefined ? {} : { traceparent }),
    data: jsonOf(message.value),
  });
  if (parsed.success) return { ok: true, event: parsed.data };
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { ok: false, reason: `not our envelope: ${where.join('; ')}` };
}

function headerReader(headers: IHeaders): (name: string) => string | undefined {
  return (name) => {
    const value = headers[name];
    const one = Array.isArray(value) ? value[0] : value;
    return one?.toString();
  };
}

function jsonOf(value: Buffer | null): unknown {
  try {
    return JSON.parse(value?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}
