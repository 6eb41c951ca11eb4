/** Entering and changing service objects: the rows that change and their events in one transaction. */
import { objectsEvents } from '#contracts/events/objects.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { objectsAbove, objectsBelow } from '#db/queries/objects-tree.ts';
import { findObject, insertObject, lockObject, lockObjectsOfCustomer, updateObject } from '#db/queries/objects.ts';
import type { ServiceObjectRow } from '#db/queries/objects.ts';
import { findSite } from '#db/queries/sites-and-contacts.ts';
import { eventOf } from '#db/outbox.ts';
import type { Transaction } from '#db/transaction.ts';
import { placed } from '#domain/objects/object-tree.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Keeper } from '../customers/keep.ts';

/** What is said beside the fields of an object. */
interface ObjectTerms {
  /** Whether what is part of it goes out of use with it; else it stays in use while its parts are. */
  readonly withParts?: boolean | undefined;
}

/**
 * An object stands at a site of its own customer, and is part of none but its objects. Whoever changes one of them waits for the
 * others of that customer, so that two changes at once make no circle.
 */
export function objectKeeper({ withParts = false }: ObjectTerms = {}): Keeper<ServiceObjectRow> {
  return {
    table: 'serviceObjects',
    idOf: (row) => row.objectId,
    lock: lockObject,
    insert: insertObject,
    update: updateObject,
    missingReference,
    async place(t, row, before) {
      await lockObjectsOfCustomer(t, row.customerId);
      const parent = row.parentObjectId === null ? undefined : await findObject(t, row.parentObjectId);
      if (row.parentObjectId !== null && parent?.customerId !== row.customerId) {
        return refuse('reference.unknown', { params: { pointer: '/parentObjectId' } });
      }
      const above = parent === undefined ? [] : [parent, ...(await objectsAbove(t, parent.objectId))];
      const below = before === undefined ? [] : await objectsBelow(t, row.objectId);
      const decided = placed(row, { above, below, before, withParts });
      return decided.ok ? accept({ row: decided.object, others: decided.parts }) : decided;
    },
    eventOf(row, occurredAt) {
      const { objectId, version, customerId } = row;
      const facts = { aggregateId: objectId, version, customerId, occurredAt };
      return eventOf(objectsEvents.object, { ...facts, data: row });
    },
  };
}

async function missingReference(t: Transaction<'orders'>, { customerId, siteId }: ServiceObjectRow) {
  if ((await findCustomer(t, customerId)) === undefined) return '/customerId';
  if (siteId === null) return null;
  return (await findSite(t, customerId, siteId)) === undefined ? '/siteId' : null;
}
