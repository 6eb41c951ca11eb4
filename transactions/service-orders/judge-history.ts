/** Judges a closed order of the past: what it refers to, the way that it went, and what it was posted as. */
import { createHash } from 'node:crypto';

import { v5 as uuidv5 } from 'uuid';

import type { PostedHistory } from '#contracts/http/invoicing-history.ts';
import type { ClosedOrder } from '#contracts/http/service-orders-history.ts';
import { nextOrderNumber } from '#db/queries/service-orders.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import { priceHistory } from '#domain/invoicing/history.ts';
import type { PricedLine } from '#domain/invoicing/pricing.ts';
import { isBillable } from '#domain/invoicing/proposal.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import type { NewOrder } from '#domain/service-orders/create.ts';
import { liveHistory, type History, type HistoryStep } from '#domain/service-orders/history.ts';
import type { Relations } from '#domain/service-orders/relations.ts';
import { companyId } from '#domain/setup/company.ts';
import { localDateAt } from '#domain/sla/local-time.ts';
import { references, repairLineOf, type References } from './create.ts';
import { slaAtCreation } from './decision-context.ts';

/** Ids follow from the external id: a record that is sent again, after half of it came in, is the same order. */
const namespace = '6f1d0a52-7b0e-4f6a-9d4b-2f7f1f0c5a11';

/** A record that may come in: the order's whole life, and what invoicing is to book of it; null without a posting. */
export interface HistoryPlan {
  readonly record: ClosedOrder;
  readonly contentHash: string;
  readonly enteredAt: string;
  readonly references: References;
  readonly slaPolicyVersion: number | null;
  readonly life: Extract<History, { ok: true }>;
  readonly posting: PostedHistory | null;
}

export type JudgedRecord =
  { readonly ok: true; readonly plan: HistoryPlan } | { readonly ok: false; readonly refusal: OrderRefusal };

/** The hash by which the same record is known again. */
export function hashOfRecord(record: ClosedOrder): string {
  return createHash('sha256').update(JSON.stringify(record)).digest('hex').slice(0, 32);
}

/** Whether a record may come in, with its order as it then is. Takes a number, which is lost when it does not. */
export async function judgeRecord(t: Transaction<'orders'>, record: ClosedOrder, now: string): Promise<JudgedRecord> {
  const found = await references(t, record);
  if (!found.ok) return found;
  const company = await setupValue(t, 'company', companyId);
  const timeZone = company?.data.timeZone ?? 'UTC';
  const currency = company?.data.currency ?? 'EUR';
  const sla = await slaAtCreation(t, found.slaPolicyId, {
    submittedAt: record.submittedAt,
    priority: record.priority ?? found.orderType.priorityId,
  });
  if (!sla) return unknown('slaPolicyId', found.slaPolicyId ?? '');
  const enteredAt = record.enteredAt ?? record.submittedAt;
  const id = idOf(record, 'order');
  const draft = draftOf(record, found, {
    id,
    number: await nextOrderNumber(t),
    today: localDateAt(enteredAt, timeZone),
  });
  const priced = pricedLines(record, draft, currency);
  if (!priced.ok) return priced;
  const contentHash = hashOfRecord(record);
  const life = liveHistory(draft, stepsOf(record, { currency, lines: priced.lines }), {
    ...{ at: enteredAt, now, key: `history/${id}`, newId: idsOf(record) },
    ...{ model: found.model, calendar: sla.calendar, slaTarget: sla.slaTarget },
  });
  if (!life.ok) return life;
  const posting = postingOf(record, life.closed, { found, currency, lines: priced.lines, contentHash });
  const plan = {
    record,
    contentHash,
    enteredAt,
    references: found,
    slaPolicyVersion: sla.policyVersion,
    life,
    posting,
  };
  return { ok: true, plan };
}

function unknown(field: string, value: string): Extract<JudgedRecord, { ok: false }> {
  return { ok: false, refusal: { code: 'order.unknown-reference', params: { field, value } } };
}

type IdKind = 'order' | 'posting' | 'proposal' | 'invoice' | `line/${number}`;

function idOf({ externalId }: Pick<ClosedOrder, 'externalId'>, kind: IdKind): string {
  return uuidv5(`${kind}/${externalId}`, namespace);
}

/** The ids of lines and repair lines, in the order in which the rules ask for them. */
function idsOf(record: ClosedOrder): () => string {
  let asked = 0;
  return () => {
    asked += 1;
    return idOf(record, `line/${asked}`);
  };
}

function draftOf(
  record: ClosedOrder,
  { customer, billTo, orderTypeId, orderType }: References,
  { id, number, today }: { readonly id: string; readonly number: string; readonly today: string },
): NewOrder {
  const { siteId = null, contactId = null, customerOrderNumber = null, submittedAt } = record;
  return {
    header: {
      ...{ id, number, companyId, orderType: orderTypeId, priority: record.priority ?? orderType.priorityId },
      ...{ customerId: customer.customerId, billToCustomerId: billTo.customerId, siteId, contactId },
      ...{ customerOrderNumber, notToExceedMinor: null, submittedAt, recordedTime: true },
    },
    lines: record.lines,
    repairLines: (record.repairLines ?? []).map((line) => repairLineOf(line)),
    relations: relationsOfRecord(record),
    today,
  };
}

/** An order of the past was about what its repair lines name. */
export function relationsOfRecord({ repairLines = [] }: Pick<ClosedOrder, 'repairLines'>): Relations {
  const objectIds = new Set(repairLines.flatMap(({ objectId }) => objectId ?? []));
  return { objects: [...objectIds].map((objectId) => ({ objectId, reference: null })), tasks: [] };
}

type Priced =
  { readonly ok: true; readonly lines: readonly PricedLine[] } | { readonly ok: false; readonly refusal: OrderRefusal };

/** What was used of the record's lines with its amounts; nothing for an order that was never posted. */
function pricedLines(record: ClosedOrder, { today }: NewOrder, currency: string): Priced {
  if (record.posting === undefined) return { ok: true, lines: [] };
  const lines = record.lines.flatMap((line, index) => {
    if (line.quantity === undefined) return [];
    const { type, category, itemId = null, technicianId = null, quantity, chargeable = true, workDate = today } = line;
    const { unitPrice: unitPriceMinor = null, unitCost: unitCostMinor = null, tax = null } = line;
    const lineId = idOf(record, `line/${index + 1}`);
    const said = { lineId, type, category, itemId, technicianId, quantity, chargeable, workDate };
    return [{ ...said, unitPriceMinor, unitCostMinor, tax }];
  });
  return priceHistory(lines, currency);
}

interface Posted {
  readonly currency: string;
  readonly lines: readonly PricedLine[];
}

function stepsOf(record: ClosedOrder, posted: Posted): readonly HistoryStep[] {
  const { stages, signOff, posting, invoice } = record;
  const amounts = posted.lines.map(({ lineId, amountMinor, costMinor }) => ({ lineId, amountMinor, costMinor }));
  return [
    ...stages.map(({ at, to, reasonCode = null, waitingFor = null, until = null }) => {
      return { kind: 'move' as const, at, to, reasonCode, waitingFor, until };
    }),
    ...(signOff ? [{ kind: 'sign-off' as const, at: signOff.at, reasonCode: signOff.reasonCode }] : []),
    ...(posting
      ? [
          {
            ...{ kind: 'posting' as const, at: posting.at, currency: posted.currency, lines: amounts },
            proposalId: posted.lines.some(isBillable) ? idOf(record, 'proposal') : null,
          },
        ]
      : []),
    ...(invoice
      ? [
          {
            ...{ kind: 'invoice' as const, at: invoice.issuedAt },
            ...{ invoiceId: idOf(record, 'invoice'), invoiceNumber: invoice.number },
          },
        ]
      : []),
  ];
}

function postingOf(
  record: ClosedOrder,
  {
    id,
    number,
    customerId,
    billToCustomerId,
    customerOrderNumber,
    proposalId,
  }: Extract<History, { ok: true }>['closed'],
  { found, currency, lines, contentHash }: Posted & { readonly found: References; readonly contentHash: string },
): PostedHistory | null {
  const { externalId, posting, invoice } = record;
  if (posting === undefined) return null;
  const { number: billToNumber, name, address, paymentTermsDays } = found.billTo;
  return {
    ...{ key: `history/${externalId}/${contentHash}`, postingId: idOf(record, 'posting'), proposalId },
    ...{ companyId, customerId, billToCustomerId, orderId: id, orderNumber: number, customerOrderNumber },
    ...{ currency, postedAt: posting.at, lines: [...lines] },
    invoice: invoice
      ? {
          ...{ invoiceId: idOf(record, 'invoice'), number: invoice.number, issuedAt: invoice.issuedAt },
          ...{ paymentTermDays: paymentTermsDays, billTo: { number: billToNumber, name, address } },
        }
      : null,
  };
}
