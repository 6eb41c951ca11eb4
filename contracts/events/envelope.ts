/** The envelope of every event: CloudEvents 1.0 in the words of Callout, and how an area declares its events. */
import * as z from 'zod';

import { serviceOfArea } from '../areas.ts';
import type { Area } from '../areas.ts';
import { Instant } from '../http/schemas.ts';
import { Principal } from '../roles.ts';

/**
 * One event of one aggregate. `occurredAt` is the business instant (the command's), `recordedAt` the instant of the
 * commit. `version` counts the aggregate's events from 1 without a gap. `data` carries ids, codes, amounts and instants,
 * never names, addresses, notes or pictures.
 */
export const EventEnvelope = z.object({
  id: z.uuid(),
  area: z.enum(Object.keys(serviceOfArea) as [Area, ...Area[]]),
  type: z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/),
  schemaVersion: z.int().min(1),
  aggregate: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  aggregateId: z.string().min(1).max(200),
  version: z.int().min(1),
  companyId: z.uuid().nullable(),
  customerId: z.uuid().nullable(),
  principal: Principal,
  occurredAt: Instant,
  recordedAt: Instant,
  traceparent: z.string().max(100).optional(),
  data: z.record(z.string(), z.unknown()),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;

/** An event whose data has been parsed by its contract. */
export type EventOf<Spec extends EventSpec> = Omit<EventEnvelope, 'data' | 'type' | 'aggregate' | 'area'> & {
  readonly area: Spec['area'];
  readonly type: Spec['type'];
  readonly aggregate: Spec['aggregate'];
  readonly data: z.output<Spec['data']>;
};

export interface EventSpec {
  readonly area: Area;
  /** `<aggregate>.<past-tense>`, such as `service-order.stage-changed`. */
  readonly type: `${string}.${string}`;
  readonly aggregate: string;
  /** The major version of the data's schema: raised only by an incompatible change, which is a new contract. */
  readonly schemaVersion: number;
  readonly summary: string;
  readonly data: z.ZodObject;
}

/** Declares an event; an area's file in contracts/events lists its own in one constant. */
export function event<const Spec extends EventSpec>(spec: Spec): Spec {
  return Object.freeze(spec);
}

/** `callout.<area>.<type>.v<n>`, the CloudEvents type. */
export function eventTypeName(spec: Pick<EventEnvelope, 'area' | 'type' | 'schemaVersion'>): string {
  return `callout.${spec.area}.${spec.type}.v${spec.schemaVersion}`;
}

/** `/events/<area>/<type>.v<n>.json`, where the gateway serves the schema of the data. */
export function eventSchemaPath(spec: Pick<EventEnvelope, 'area' | 'type' | 'schemaVersion'>): string {
  return `/events/${spec.area}/${spec.type}.v${spec.schemaVersion}.json`;
}
