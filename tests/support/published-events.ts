/** What a stack has recorded, and what readers of its topics hold against that: sequences and published schemas. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';
import { systemActor } from '#contracts/roles.ts';
import { connectDatabase } from '#db/connection.ts';
import { eventsSince } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { generatedFolder, schemaFiles } from '#deploy/generate/event-schemas.ts';
import type { Stack } from '#deploy/local/stack.ts';
import type { PlainEvent } from './plain-consumer.ts';

/** The events that all services have recorded, as `<aggregate>/<id> <version>`, sorted. */
export async function recordedEvents(stack: Stack): Promise<readonly string[]> {
  return (await Promise.all(serviceNames.map((service) => recordedBy(stack, service)))).flat().sort();
}

async function recordedBy(stack: Stack, service: ServiceName): Promise<readonly string[]> {
  const db = connectDatabase({ url: stack.databaseUrl(service), service });
  try {
    const page = await transaction(db, systemActor('test'), (t) =>
      eventsSince(t, '1970-01-01T00:00:00.000Z', '', 10_000),
    );
    return page.map(({ event }) => `${event.aggregate}/${event.aggregateId} ${event.version}`);
  } finally {
    await db.destroy();
  }
}

/** Events as `recordedEvents` names them. */
export function namesOf(events: readonly PlainEvent[]): readonly string[] {
  return events.map(({ subject, version }) => `${subject} ${version}`).sort();
}

export interface EventSequence {
  /** The events as a consumer that keeps each aggregate's versions sees them: what came again is left out. */
  readonly events: readonly PlainEvent[];
  /** By aggregate the versions that came. */
  readonly aggregates: ReadonlyMap<string, ReadonlySet<number>>;
  /** Versions that never came although a later one of their aggregate did. */
  readonly gaps: readonly string[];
  /** Events that came for the first time behind a later version of their aggregate. */
  readonly inversions: readonly string[];
}

/** What events are in the sequence in which they came. */
export function sequenceOf(all: readonly PlainEvent[]): EventSequence {
  const aggregates = new Map<string, Set<number>>();
  const latest = new Map<string, number>();
  const events: PlainEvent[] = [];
  const inversions: string[] = [];
  for (const event of all) {
    const { subject, version } = event;
    const versions = aggregates.get(subject) ?? new Set();
    if (versions.has(version)) continue;
    aggregates.set(subject, versions.add(version));
    events.push(event);
    const last = latest.get(subject) ?? 0;
    if (version < last) inversions.push(`${subject} ${version} came after ${last}`);
    latest.set(subject, Math.max(last, version));
  }
  const gaps = [...latest].flatMap(([subject, last]) =>
    Array.from({ length: last }, (_, index) => index + 1)
      .filter((version) => !aggregates.get(subject)?.has(version))
      .map((version) => `${subject} ${version} never came`),
  );
  return { events, aggregates, gaps, inversions };
}

/** One line for each event whose data its published schema refuses, or whose schema is not published. */
export function schemaFaults(events: readonly PlainEvent[]): readonly string[] {
  const known = validators();
  return events.flatMap(({ type, schema, data }) => {
    const validate = known.get(schema);
    if (!validate) return [`${type} names ${schema}, which is not published`];
    return validate(data) ? [] : [`${type}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(data)}`];
  });
}

function validators() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  return new Map(
    [...schemaFiles(generatedFolder)].map(([name, text]) => [`/events/${name}`, ajv.compile(JSON.parse(text))]),
  );
}
