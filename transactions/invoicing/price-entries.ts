/** Entering, correcting and removing prices and costs. What was priced by an entry keeps what it was priced at. */
import { v7 as uuidv7 } from 'uuid';

import { invoicingEvents } from '#contracts/events/invoicing.ts';
import type { PriceEntryData } from '#contracts/http/invoicing-schemas.ts';
import { appendEvent, appendEvents, eventOf } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import {
  deletePriceEntry,
  findCompany,
  insertPriceEntry,
  lockPriceEntry,
  updatePriceEntry,
} from '#db/queries/invoicing.ts';
import type { StoredPriceEntry } from '#db/queries/invoicing.ts';
import type { Transaction } from '#db/transaction.ts';
import { priceEntryFault } from '#domain/invoicing/price-list.ts';
import type { PriceEntryFault } from '#domain/invoicing/price-list.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';

type T = Transaction<'invoicing'>;

export type PriceEntryRefusal =
  PriceEntryFault | 'price-entry.currency' | 'price-entry.duplicate' | 'invoicing.company-missing';
type EditRefusal = 'resource.unknown' | 'request.version-stale';

/** Which entry is edited: the version that was read, and the instant of the edit. */
export interface PriceEntryEdit {
  readonly id: string;
  readonly ifMatch: number;
  readonly now: string;
}

/** Enters a price or cost; refused when there is one for the same thing and day. */
export async function createPriceEntry(
  t: T,
  data: PriceEntryData,
  now: string,
): Promise<Decision<{ readonly entry: StoredPriceEntry }, PriceEntryRefusal>> {
  const checked = await check(t, data);
  if (!checked.ok) return checked;
  const entry = { ...checked.values, id: uuidv7(), version: 1 };
  if (!(await insertPriceEntry(t, entry))) return refuse('price-entry.duplicate');
  await tellChange(t, entry, now);
  return accept({ entry });
}

/** Puts new values in the place of an entry's. */
export async function changePriceEntry(
  t: T,
  { id, ifMatch, now }: PriceEntryEdit,
  data: PriceEntryData,
): Promise<Decision<{ readonly entry: StoredPriceEntry }, PriceEntryRefusal | EditRefusal>> {
  const locked = await lockVersion(t, id, ifMatch);
  if (!locked.ok) return locked;
  const checked = await check(t, data);
  if (!checked.ok) return checked;
  const entry = { ...checked.values, id, version: ifMatch + 1 };
  if (!(await updatePriceEntry(t, entry))) return refuse('price-entry.duplicate');
  await tellChange(t, entry, now);
  return accept({ entry });
}

/** Removes an entry; its events stay, and end with its removal. */
export async function removePriceEntry(
  t: T,
  { id, ifMatch, now }: PriceEntryEdit,
): Promise<Decision<Record<never, never>, EditRefusal>> {
  const locked = await lockVersion(t, id, ifMatch);
  if (!locked.ok) return locked;
  await deletePriceEntry(t, id);
  await appendEvent(t, invoicingEvents.priceEntryRemoved, {
    aggregateId: id,
    version: ifMatch + 1,
    companyId: locked.entry.companyId,
    customerId: null,
    occurredAt: now,
    data: {},
  });
  return accept({});
}

async function lockVersion(
  t: T,
  id: string,
  ifMatch: number,
): Promise<Decision<{ readonly entry: StoredPriceEntry }, EditRefusal>> {
  const entry = await lockPriceEntry(t, id);
  if (entry === undefined) return refuse('resource.unknown');
  if (entry.version === ifMatch) return accept({ entry });
  return refuse('request.version-stale', { params: { sent: ifMatch, current: entry.version } });
}

async function check(
  t: T,
  { amount, ...data }: PriceEntryData,
): Promise<Decision<{ readonly values: Omit<StoredPriceEntry, 'id' | 'version'> }, PriceEntryRefusal>> {
  const company = await findCompany(t);
  if (company === undefined) return refuse('invoicing.company-missing');
  const { companyId, currency } = company;
  if (amount.currency !== currency) return refuse('price-entry.currency', { params: { currency } });
  const values = { ...data, companyId, currency, amountMinor: amount.amount };
  const fault = priceEntryFault(values);
  return fault === null ? accept({ values }) : refuse(fault);
}

async function tellChange(t: T, entry: StoredPriceEntry, now: string): Promise<void> {
  await appendEvents(t, [priceEntryEvent(entry, now)]);
}

/** The event that tells what an entry is now. */
export function priceEntryEvent(entry: StoredPriceEntry, now: string): NewEvent {
  const { id, version, companyId } = entry;
  return eventOf(invoicingEvents.priceEntryChanged, {
    aggregateId: id,
    version,
    companyId,
    customerId: null,
    occurredAt: now,
    data: entry,
  });
}
