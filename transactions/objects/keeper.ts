/** Entering and changing service objects: row and event in one transaction. */
import { objectsEvents } from '#contracts/events/objects.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { insertObject, lockObject, updateObject } from '#db/queries/objects.ts';
import type { ServiceObjectRow } from '#db/queries/objects.ts';
import { findSite } from '#db/queries/sites-and-contacts.ts';
import { eventOf } from '#db/outbox.ts';
import type { Keeper } from '../customers/keep.ts';

/** An object stands at a site of its own customer. */
export const objectKeeper: Keeper<ServiceObjectRow> = {
  table: 'serviceObjects',
  idOf: (row) => row.objectId,
  lock: lockObject,
  insert: insertObject,
  update: updateObject,
  async missingReference(t, { customerId, siteId }) {
    if ((await findCustomer(t, customerId)) === undefined) return '/customerId';
    if (siteId === null) return null;
    return (await findSite(t, customerId, siteId)) === undefined ? '/siteId' : null;
  },
  eventOf(row, occurredAt) {
    const { objectId, version, customerId } = row;
    const facts = { aggregateId: objectId, version, customerId, occurredAt };
    return eventOf(objectsEvents.object, { ...facts, data: row });
  },
};
