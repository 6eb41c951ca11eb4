/** Invoicing with a company and price lists, and what an order asks of it. */
import { randomUUID } from 'node:crypto';

import { v7 as uuidv7 } from 'uuid';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import { setupEvents } from '#contracts/events/setup.ts';
import { systemActor } from '#contracts/roles.ts';
import type {
  BillableLine,
  PriceOrderInput,
  PostLinesInput,
  ProposeInvoiceInput,
} from '#contracts/workflows/effects.ts';
import type { Db } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import type { AppliedRule } from '#domain/agreements/coverage.ts';
import { companyId } from '#domain/setup/company.ts';
import type { InvoiceParties } from '#transactions/invoicing/issue-invoice.ts';
import { priceOrder } from '#transactions/invoicing/price-order.ts';
import { proposeInvoice } from '#transactions/invoicing/propose-invoice.ts';
import { applyEvent } from '#services/invoicing/consumers/apply-event.ts';

export const now = '2026-03-02T09:00:00.000Z';
export const actor = systemActor('test');

export const parties: InvoiceParties = {
  seller: {
    name: 'Seller Ltd',
    address: { street: '1 Canary Road', postalCode: '12345', city: 'Sellerton', country: 'DE' },
    taxNumber: 'DE123',
    logoFileId: null,
    bank: { name: 'Bank', iban: 'DE00', bic: 'BANK' },
  },
  billTo: { number: 'C-1', name: 'Buyer Ltd', address: null },
  paymentTermDays: 14,
};

/** An event as it comes from another service. */
export function anEvent(
  spec: { readonly area: EventEnvelope['area']; readonly type: string; readonly aggregate: string },
  facts: { readonly aggregateId: string; readonly version: number; readonly data: Record<string, unknown> },
): EventEnvelope {
  return {
    id: uuidv7(),
    area: spec.area,
    type: spec.type,
    aggregate: spec.aggregate,
    schemaVersion: 1,
    ...facts,
    companyId,
    customerId: null,
    principal: 'user:somebody',
    occurredAt: now,
    recordedAt: now,
  };
}

/** The company arrives, and with it the default lists. */
export async function arriveCompany(db: Db<'invoicing'>): Promise<void> {
  const data = { id: companyId, currency: 'EUR', timeZone: 'Europe/Berlin' };
  const event = anEvent(setupEvents.company, { aggregateId: companyId, version: 1, data });
  await transaction(db, actor, (t) => applyEvent(t, event));
}

/** Two hours of labour, unless said otherwise: 170.00 of revenue and 84.00 of cost by the default lists. */
export function aLine(over: Partial<BillableLine> = {}): BillableLine {
  return {
    lineId: randomUUID(),
    type: 'hour',
    category: 'labour',
    itemId: null,
    technicianId: null,
    quantity: 2,
    chargeable: true,
    workDate: '2026-03-01',
    ...over,
  };
}

/** Posting an order: its two effects under keys of one command, and the one that does both. */
export interface PostingInput {
  readonly price: PriceOrderInput;
  readonly propose: ProposeInvoiceInput;
  readonly whole: PostLinesInput;
}

export function aPosting(
  over: {
    readonly orderId?: string;
    readonly billToCustomerId?: string;
    readonly lines?: readonly BillableLine[];
    readonly coverage?: readonly AppliedRule[];
  } = {},
): PostingInput {
  const command = randomUUID();
  const orderId = over.orderId ?? randomUUID();
  const customerId = randomUUID();
  const { lines = [aLine()], coverage = [] } = over;
  const party = {
    orderId,
    companyId,
    orderNumber: `SO-${command.slice(0, 8)}`,
    customerId,
    billToCustomerId: over.billToCustomerId ?? customerId,
    customerOrderNumber: 'PO-7',
    postedAt: now,
  };
  return {
    price: { key: `${command}/priceOrder`, orderId, lines, coverage },
    propose: { key: `${command}/proposeInvoice`, ...party, pricedUnder: `${command}/priceOrder` },
    whole: { key: `${command}/postLines`, ...party, lines, coverage },
  };
}

/** Prices and proposes; the order has not recorded it yet. */
export async function post(db: Db<'invoicing'>, posting: PostingInput) {
  const priced = await priceOrder(db, posting.price);
  const proposed = await proposeInvoice(db, posting.propose);
  if (!priced.ok || !proposed.ok) throw new Error(`not posted: ${JSON.stringify([priced, proposed])}`);
  return { lines: priced.result.lines, ...proposed.result };
}

/** Posts, and the order records it, so that the proposal may become an invoice. */
export async function postAndConfirm(db: Db<'invoicing'>, posting: PostingInput = aPosting()) {
  const posted = await post(db, posting);
  await confirm(db, posting, posted);
  return posted;
}

/** The order's own word that the posting stands. */
export async function confirm(
  db: Db<'invoicing'>,
  posting: PostingInput,
  posted: Pick<Awaited<ReturnType<typeof post>>, 'lines' | 'proposalId'>,
): Promise<void> {
  const event = anEvent(serviceOrderEvents.posted, {
    aggregateId: posting.propose.orderId,
    version: 9,
    data: { proposalId: posted.proposalId, currency: 'EUR', progress: 'posted', lines: posted.lines, parts: [] },
  });
  await transaction(db, actor, (t) => applyEvent(t, event));
}
