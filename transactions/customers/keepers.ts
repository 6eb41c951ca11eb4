/** Entering and changing customers, their sites and their contacts: row and event in one transaction. */
import { customersEvents } from '#contracts/events/customers.ts';
import { findCustomer, insertCustomer, lockCustomer, updateCustomer } from '#db/queries/customers.ts';
import type { CustomerRow } from '#db/queries/customers.ts';
import {
  findSite,
  insertContact,
  insertSite,
  lockContact,
  lockSite,
  updateContact,
  updateSite,
} from '#db/queries/sites-and-contacts.ts';
import type { ContactRow, SiteRow } from '#db/queries/sites-and-contacts.ts';
import { appendEvent } from '#db/outbox.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import type { Keeper } from './keep.ts';

/** A customer's bill-to customer must be there; itself is. */
export const customerKeeper: Keeper<CustomerRow> = {
  table: 'customers',
  idOf: (row) => row.customerId,
  lock: lockCustomer,
  insert: insertCustomer,
  update: updateCustomer,
  async missingReference(t, { customerId, billToCustomerId }) {
    if (billToCustomerId === customerId) return null;
    return (await findCustomer(t, billToCustomerId)) === undefined ? '/billToCustomerId' : null;
  },
  async publish(t, row, occurredAt, changed) {
    const { customerId, version } = row;
    const facts = { aggregateId: customerId, version, customerId, occurredAt };
    await appendEvent(t, customersEvents.customer, { ...facts, data: { ...row, changed: [...changed] } });
  },
};

export const siteKeeper: Keeper<SiteRow> = {
  table: 'sites',
  idOf: (row) => row.siteId,
  lock: lockSite,
  insert: insertSite,
  update: updateSite,
  missingReference: async (_, { timeZone }) => (timeZone === null || isTimeZone(timeZone) ? null : '/timeZone'),
  async publish(t, row, occurredAt, changed) {
    const { siteId, version, customerId } = row;
    const facts = { aggregateId: siteId, version, customerId, occurredAt };
    await appendEvent(t, customersEvents.site, { ...facts, data: { ...row, changed: [...changed] } });
  },
};

/** A contact's site is one of its own customer's. */
export const contactKeeper: Keeper<ContactRow> = {
  table: 'contacts',
  idOf: (row) => row.contactId,
  lock: lockContact,
  insert: insertContact,
  update: updateContact,
  async missingReference(t, { customerId, siteId }) {
    if (siteId === null) return null;
    return (await findSite(t, customerId, siteId)) === undefined ? '/siteId' : null;
  },
  async publish(t, row, occurredAt, changed) {
    const { contactId, version, customerId } = row;
    const facts = { aggregateId: contactId, version, customerId, occurredAt };
    await appendEvent(t, customersEvents.contact, { ...facts, data: { ...row, changed: [...changed] } });
  },
};
