/** Rows of files of customers, sites and contacts: what they name by external ids is found, then all are kept at once. */
import { v7 as uuidv7 } from 'uuid';

import type { ContactInFile, CustomerInFile, SiteInFile } from '#contracts/http/customers-import.ts';
import { customerIdsOf } from '#db/queries/customers.ts';
import type { CustomerRow } from '#db/queries/customers.ts';
import { sitesOf } from '#db/queries/sites-and-contacts.ts';
import type { ContactRow, SiteRow } from '#db/queries/sites-and-contacts.ts';
import type { Transaction } from '#db/transaction.ts';
import { newContact, newCustomer, newSite } from '#domain/customers/customer.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import type { BatchTerms, RefusedRow, RowOutcome } from '../import-rows.ts';
import type { KeptWish } from './import-kept.ts';
import { importHere } from './keep-here.ts';
import { contactKeeper, customerKeeper, siteKeeper } from './keepers.ts';

type Orders = Transaction<'orders'>;

/** The external ids of earlier rows that a trial has accepted without writing them, with ids that stand for theirs. */
export type PlannedCustomers = Map<string, string>;

/**
 * Enters or changes customers. Who gets the invoices must be there, or stand on an earlier row. Rows that are billed to a new
 * customer of the same batch wait until that one is entered, or refused.
 */
export async function importCustomers(
  t: Orders,
  rows: readonly CustomerInFile[],
  terms: BatchTerms,
  planned: PlannedCustomers,
): Promise<readonly RowOutcome[]> {
  const named = rows.flatMap(({ billToExternalId }) => billToExternalId ?? []);
  const there = named.length === 0 ? new Map<string, string>() : await customerIdsOf(t, named);
  const idOf = (externalId: string) => there.get(externalId) ?? planned.get(externalId);
  const above = new Set<string>();
  const waits = rows.map(({ externalId, billToExternalId }) => {
    above.add(externalId);
    if (billToExternalId === undefined || billToExternalId === externalId) return false;
    return idOf(billToExternalId) === undefined && above.has(billToExternalId);
  });
  const first = rows.filter((_, index) => waits[index] === false);
  const done = [...(await importFirst(t, first, terms, idOf))];
  if (terms.isTrial) {
    for (const [index, row] of first.entries()) if (done[index] === 'created') planned.set(row.externalId, uuidv7());
  }
  if (first.length === rows.length) return done;
  const rest = rows.filter((_, index) => waits[index] === true);
  const later = [...(await importCustomers(t, rest, terms, planned))];
  return waits.flatMap((isLater) => (isLater ? later : done).shift() ?? []);
}

type IdOf = (externalId: string) => string | undefined;

async function importFirst(t: Orders, rows: readonly CustomerInFile[], terms: BatchTerms, idOf: IdOf) {
  const wishes = rows.map((row) => customerWish(row, idOf));
  return importHere(t, customerKeeper, wishes, terms);
}

function customerWish(row: CustomerInFile, idOf: IdOf): KeptWish<CustomerRow> {
  const { externalId, billToExternalId, ...fields } = row;
  const customerId = uuidv7();
  const isOwn = billToExternalId === externalId;
  const billTo = billToExternalId === undefined ? undefined : (idOf(billToExternalId) ?? (isOwn ? customerId : null));
  if (billTo === null) return unknownCustomer('billToExternalId', billToExternalId ?? '');
  const change = billTo === undefined ? fields : { ...fields, billToCustomerId: billTo };
  return {
    ...{ number: fields.number, externalId, customerId: null, change },
    make: (number) => ({ ...newCustomer(customerId, { ...change, number, externalId }), customerId, version: 1 }),
  };
}

function unknownCustomer(at: string, externalId: string): RefusedRow {
  return { code: 'import.unknown-customer', at, params: { externalId } };
}

/** Enters or changes sites, each of the customer that its row names. */
export async function importSites(
  t: Orders,
  rows: readonly SiteInFile[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  const customers = await customerIdsOf(
    t,
    rows.map(({ customerExternalId }) => customerExternalId),
  );
  const wishes = rows.map((row) => siteWish(row, customers));
  return importHere(t, siteKeeper, wishes, terms);
}

function siteWish(row: SiteInFile, customers: ReadonlyMap<string, string>): KeptWish<SiteRow> {
  const { externalId, customerExternalId, ...change } = row;
  const customerId = customers.get(customerExternalId);
  if (customerId === undefined) return unknownCustomer('customerExternalId', customerExternalId);
  const { timeZone = null } = change;
  if (timeZone !== null && !isTimeZone(timeZone)) return { code: 'reference.unknown', at: 'timeZone' };
  return {
    ...{ number: change.number, externalId, customerId, change },
    make: (number) => ({
      ...newSite({ ...change, number, externalId }),
      ...{ siteId: uuidv7(), customerId, version: 1 },
    }),
  };
}

/** Enters or changes contacts, each of the customer that its row names, and perhaps at one of its sites. */
export async function importContacts(
  t: Orders,
  rows: readonly ContactInFile[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  const customers = await customerIdsOf(
    t,
    rows.map(({ customerExternalId }) => customerExternalId),
  );
  const sites = await sitesOf(
    t,
    rows.flatMap(({ siteExternalId }) => siteExternalId ?? []),
  );
  const wishes = rows.map((row) => contactWish(row, customers, sites));
  return importHere(t, contactKeeper, wishes, terms);
}

function contactWish(
  row: ContactInFile,
  customers: ReadonlyMap<string, string>,
  sites: Awaited<ReturnType<typeof sitesOf>>,
): KeptWish<ContactRow> {
  const { externalId, customerExternalId, siteExternalId, ...fields } = row;
  const customerId = customers.get(customerExternalId);
  if (customerId === undefined) return unknownCustomer('customerExternalId', customerExternalId);
  const site = siteExternalId === undefined ? undefined : sites.get(siteExternalId);
  if (siteExternalId !== undefined && site?.customerId !== customerId) {
    return { code: 'import.unknown-site', at: 'siteExternalId', params: { externalId: siteExternalId } };
  }
  const change = site === undefined ? fields : { ...fields, siteId: site.siteId };
  return {
    ...{ number: fields.number, externalId, customerId, change },
    make: (number) => ({
      ...newContact({ ...change, number, externalId }),
      ...{ contactId: uuidv7(), customerId, version: 1 },
    }),
  };
}
