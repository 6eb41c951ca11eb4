/** Every event of the product, merged from the areas: schema pages, AsyncAPI and consumers read it. */
import { agreementsEvents } from './agreements.ts';
import { customersEvents } from './customers.ts';
import { dispatchEvents } from './dispatch.ts';
import { eventTypeName } from './envelope.ts';
import type { EventEnvelope, EventSpec } from './envelope.ts';
import { identityEvents } from './identity.ts';
import { inventoryEvents } from './inventory.ts';
import { invoicingEvents } from './invoicing.ts';
import { notificationsEvents } from './notifications.ts';
import { objectsEvents } from './objects.ts';
import { caseEvents } from './requests-cases.ts';
import { requestsEvents } from './requests.ts';
import { orderSeriesEvents } from './service-orders-series.ts';
import { serviceOrderEvents } from './service-orders.ts';
import { setupEvents } from './setup.ts';
import { slaEvents } from './sla.ts';
import { stageModelEvents } from './stage-models.ts';

export const events: readonly EventSpec[] = [
  identityEvents,
  setupEvents,
  customersEvents,
  objectsEvents,
  agreementsEvents,
  requestsEvents,
  caseEvents,
  serviceOrderEvents,
  orderSeriesEvents,
  stageModelEvents,
  slaEvents,
  notificationsEvents,
  dispatchEvents,
  inventoryEvents,
  invoicingEvents,
].flatMap((area): readonly EventSpec[] => Object.values(area));

const byTypeName: ReadonlyMap<string, EventSpec> = new Map(events.map((spec) => [eventTypeName(spec), spec]));

/** The contract of an event, or undefined for one that this version does not know. */
export function eventSpecOf(event: Pick<EventEnvelope, 'area' | 'type' | 'schemaVersion'>): EventSpec | undefined {
  return byTypeName.get(eventTypeName(event));
}
