/** Kafka topics: names, partitions, and which service reads which areas. */
import { areas, areasOf, serviceOfArea } from './areas.ts';
import type { Area, ServiceName } from './areas.ts';
import { inboundMessageAreas } from './events/inbound.ts';
import { events } from './events/registry.ts';

/** Fixed for the life of a topic: another number would move keys and break the order per aggregate. */
export const topicPartitions = 6;

/** How long an inbound topic keeps what senders sent: 7 days in milliseconds. Every other topic keeps all. */
export const inboundRetentionMs = 7 * 24 * 60 * 60 * 1000;

/** Areas whose events are published. Reporting only reads. */
export const publishingAreas: readonly Area[] = areas.filter((area) => serviceOfArea[area] !== 'reporting');

/** Areas that take events from outside over an inbound topic. */
export const inboundAreas: readonly Area[] = inboundMessageAreas;

/** `callout.<area>.v1` behind the stack's prefix ('' or such as `t7.`). */
export function topicOf(area: Area, prefix: string): string {
  return `${prefix}callout.${area}.v1`;
}

/** `callout.inbound.<area>.v1` behind the stack's prefix. */
export function inboundTopicOf(area: Area, prefix: string): string {
  return `${prefix}callout.inbound.${area}.v1`;
}

const everything = publishingAreas;

/** The areas whose topics a service consumes. The gateway reads from the latest offset only, as hints for browsers. */
export const consumedAreas = {
  gateway: everything,
  orders: ['setup', 'identity', ...areasOf('dispatch'), ...areasOf('inventory'), ...areasOf('invoicing')],
  dispatch: ['setup', 'identity', ...areasOf('orders')],
  inventory: ['setup', 'identity'],
  invoicing: ['setup', 'identity', ...areasOf('orders')],
  reporting: everything,
} as const satisfies Record<ServiceName, readonly Area[]>;

const speakingAreas: ReadonlySet<Area> = new Set(events.map((event) => event.area));

/**
 * The topics that a service consumes, behind the stack's prefix. Of an area that has no event yet there is nothing to read, and
 * every partition makes every fetch dearer.
 */
export function consumedTopics(service: ServiceName, prefix: string): readonly string[] {
  return consumedAreas[service].filter((area) => speakingAreas.has(area)).map((area) => topicOf(area, prefix));
}
