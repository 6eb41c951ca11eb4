/** Entering and changing customers, their sites and their contacts: row and event in one transaction. */
import { customersEvents } from '#contracts/events/customers.ts';
import { findCustomer, insertCustomer, lockCustomer, lockCustomersOf, updateCustomer } from '#db/queries/customers.ts';
import type { CustomerRow } from '#db/queries/customers.ts';
import {
  findSite,
  insertContact,
  insertSite,
  lockContact,
  lockContactsOf,
  lockSite,
  lockSitesOf,
  updateContact,
  updateSite,
} from '#db/queries/sites-and-contacts.ts';
import type { ContactRow, SiteRow } from '#db/queries/sites-and-contacts.ts';
import { eventOf } from '#db/outbox.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import type { ImportKeeper } from './import-kept.ts';

/** A customer's bill-to customer must be there; itself is. */
export const customerKeeper: ImportKeeper<CustomerRow> = {
  id: 'customerId',
  lockAll: lockCustomersOf,
  table: 'customers',
  feedKind: 'customer',
  idOf: (row) => row.customerId,
  lock: lockCustomer,
  insert: insertCustomer,
  update: updateCustomer,
  async missingReference(t, { customerId, billToCustomerId }) {
    if (billToCustomerId === customerId) return null;
    return (await findCustomer(t, billToCustomerId)) === undefined ? '/billToCustomerId' : null;
  },
  eventOf(row, occurredAt, changed) {
    const { customerId, version } = row;
    const facts = { aggregateId: customerId, version, customerId, occurredAt };
    return eventOf(customersEvents.customer, { ...facts, data: { ...row, changed: [...changed] } });
  },
};

export const siteKeeper: ImportKeeper<SiteRow> = {
  id: 'siteId',
  lockAll: lockSitesOf,
  table: 'sites',
  feedKind: 'site',
  idOf: (row) => row.siteId,
  lock: lockSite,
  insert: insertSite,
  update: updateSite,
  missingReference: async (_, { timeZone }) => (timeZone === null || isTimeZone(timeZone) ? null : '/timeZone'),
  eventOf(row, occurredAt, changed) {
    const { siteId, version, customerId } = row;
    const facts = { aggregateId: siteId, version, customerId, occurredAt };
    return eventOf(customersEvents.site, { ...facts, data: { ...row, changed: [...changed] } });
  },
};

/** A contact's site is one of its own customer's. */
export const contactKeeper: ImportKeeper<ContactRow> = {
  id: 'contactId',
  lockAll: lockContactsOf,
  table: 'contacts',
  feedKind: 'contact',
  idOf: (row) => row.contactId,
  lock: lockContact,
  insert: insertContact,
  update: updateContact,
  async missingReference(t, { customerId, siteId }) {
    if (siteId === null) return null;
    return (await findSite(t, customerId, siteId)) === undefined ? '/siteId' : null;
  },
  eventOf(row, occurredAt, changed) {
    const { contactId, version, customerId } = row;
    const facts = { aggregateId: contactId, version, customerId, occurredAt };
    return eventOf(customersEvents.contact, { ...facts, data: { ...row, changed: [...changed] } });
  },
};
