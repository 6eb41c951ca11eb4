/** A year of finished orders, brought through the door of history: closed, posted, invoiced, with the pauses that work has. */
import type * as z from 'zod';

import { orderHistoryRoutes, type ClosedOrder } from '#contracts/http/service-orders-history.ts';
import type { ApiClient } from '../../replay/api-client.ts';
import { between, chanceOf, oneOf } from './chance.ts';
import { faults, type Fault } from './faults.ts';
import { parts, type DemoItems } from './items.ts';
import type { DemoCustomer, DemoCustomers, DemoTechnician } from './people.ts';
import { onPaper } from './set-up.ts';
import { afterWork, days, shifted } from './times.ts';

export interface Past {
  readonly customers: DemoCustomers;
  readonly technicians: readonly DemoTechnician[];
  readonly items: DemoItems;
  readonly begunAt: string;
}

type ToBring = z.input<typeof ClosedOrder>;
type Line = ToBring['lines'][number];

const howMany = 1_000;
const daysBack = 365;
/** Nothing of it ends in the present. */
const daysFree = 21;
const aRequest = 100;
/** Of a hundred orders: cancelled, and paused for something. */
const cancelledShare = 4;
const pausedShare = 30;
const tax = { taxCode: 'standard', basisPoints: 1_900 };

/** Brings them, the oldest first, so that numbers grow with time; `say` is told how far it is. */
export async function bringHistory(api: ApiClient, past: Past, say: (text: string) => void): Promise<void> {
  const records = pastOrders(past);
  for (let at = 0; at < records.length; at += aRequest) {
    const { body } = await api.call(orderHistoryRoutes.bring, { body: { orders: records.slice(at, at + aRequest) } });
    const refused = body.items.find(({ result }) => result === 'refused');
    if (refused) throw new Error(`${refused.externalId}: ${refused.problem?.detail}`);
    say(`${Math.min(at + aRequest, records.length)} of ${records.length}`);
  }
}

/** The records, the same for the same beginning: what was brought before is then known. */
export function pastOrders(past: Past): readonly ToBring[] {
  const chance = chanceOf(1_000);
  const gaps = Array.from({ length: howMany }, () => chance());
  const sum = gaps.reduce((total, gap) => total + gap, 0);
  let passed = 0;
  const records = gaps.map((gap, index) => {
    passed += gap;
    const ageDays = daysBack - (passed / sum) * (daysBack - daysFree);
    const submittedAt = shifted(past.begunAt, -days(ageDays));
    return pastOrder(past, chance, { externalId: `demo-${index + 1}`, submittedAt });
  });
  return numbered(records);
}

function pastOrder(
  past: Past,
  chance: () => number,
  { externalId, submittedAt }: { readonly externalId: string; readonly submittedAt: string },
): ToBring {
  const fault = oneOf(chance, faults);
  const customer = past.customers[oneOf(chance, ['management', 'management', 'offices', 'clinic'] as const)];
  const { technicianId } = oneOf(chance, past.technicians);
  const { customerId, siteId, contactId } = customer;
  const plannedAt = afterWork(submittedAt, between(chance, 1, 10) / 2);
  const order = {
    ...{ externalId, customerId, siteId, contactId, submittedAt, description: fault.description },
    priority: oneOf(chance, ['urgent', 'high', 'normal', 'normal', 'normal', 'low']),
    lines: linesOf(past, fault, { technicianId, factor: between(chance, 8, 14) / 10 }),
  };
  if (between(chance, 1, 100) <= cancelledShare) return { ...order, ...cancelled(order, plannedAt) };
  const startedAt = afterWork(plannedAt, between(chance, 2, 14));
  const pause = between(chance, 1, 100) <= pausedShare ? pauseOf(chance, afterWork(startedAt, 0.5)) : [];
  const resumedAt = pause.at(-1)?.at ?? startedAt;
  const completedAt = afterWork(resumedAt, fault.hours);
  const signedAt = afterWork(completedAt, between(chance, 1, 4) / 4);
  const postedAt = afterWork(signedAt, between(chance, 2, 12));
  return {
    ...order,
    repairLines: [repairOf(customer, fault, { technicianId, startedAt, finishedAt: completedAt })],
    stages: [
      { to: 'planned', at: plannedAt },
      { to: 'in-progress', at: startedAt },
      ...pause,
      { to: 'completed', at: completedAt, note: `Done (${fault.resolution}), and tried with the customer` },
    ],
    signOff: { at: signedAt, signedBy: 'On behalf of the customer', reasonCode: onPaper },
    posting: { at: postedAt },
    invoice: { number: externalId, issuedAt: afterWork(postedAt, between(chance, 1, 16)) },
  };
}

function cancelled(
  { lines }: { readonly lines: readonly Line[] },
  plannedAt: string,
): Pick<ToBring, 'lines' | 'stages'> {
  return {
    lines: lines.map(({ quantity, ...line }) => ({ ...line, plannedQuantity: quantity })),
    stages: [
      { to: 'planned', at: plannedAt },
      {
        to: 'cancelled',
        at: afterWork(plannedAt, 3),
        reasonCode: 'not-needed',
        note: 'They have put it off, and will ask again',
      },
    ],
  };
}

const pauses = [
  { reasonCode: 'parts-on-order', waitingFor: 'supplier', note: 'The part is on order', from: 8, to: 32 },
  { reasonCode: 'waiting-for-customer', waitingFor: 'customer', note: 'Offer sent, they decide', from: 4, to: 24 },
  { reasonCode: 'no-access', waitingFor: 'customer', note: 'Nobody had the key of the engine room', from: 2, to: 9 },
] as const;

/** Waiting, for so many working hours, and work goes on. */
function pauseOf(chance: () => number, at: string): ToBring['stages'] {
  const { from, to, ...why } = oneOf(chance, pauses);
  const until = afterWork(at, between(chance, from, to));
  return [
    { to: 'waiting', at, ...why, until },
    { to: 'in-progress', at: until },
  ];
}

function linesOf(
  { items }: Past,
  fault: Fault,
  { technicianId, factor }: { readonly technicianId: string; readonly factor: number },
): Line[] {
  const worked = Math.round(fault.hours * factor * 4) / 4;
  const labour: Line = { type: 'hour', category: 'labour', technicianId, quantity: worked, unitPrice: 8_500, tax };
  const travel: Line = { type: 'hour', category: 'travel', technicianId, quantity: 0.75, unitPrice: 6_500, tax };
  const callOut: Line = { type: 'fee', category: 'call-out', quantity: 1, unitPrice: 5_900, tax };
  const used: Line[] =
    fault.part === null
      ? []
      : [
          {
            ...{ type: 'item', category: 'spare-parts', itemId: items[fault.part], quantity: fault.quantity, tax },
            ...{ unitPrice: parts[fault.part].price, unitCost: parts[fault.part].cost },
          },
        ];
  return [{ ...labour, unitCost: 4_200 }, { ...travel, unitCost: 3_800 }, ...used, callOut];
}

function repairOf(
  { objectId }: DemoCustomer,
  { symptom, diagnosis, resolution }: Fault,
  done: { readonly technicianId: string; readonly startedAt: string; readonly finishedAt: string },
): NonNullable<ToBring['repairLines']>[number] {
  return { objectId, symptom, diagnosis, resolution, ...done };
}

/** Invoice numbers in the order of the invoices, of a series that Callout does not give. */
function numbered(records: readonly ToBring[]): readonly ToBring[] {
  const byIssue = records
    .filter(({ invoice }) => invoice !== undefined)
    .toSorted((a, b) => ((a.invoice?.issuedAt ?? '') < (b.invoice?.issuedAt ?? '') ? -1 : 1));
  const places = new Map(byIssue.map(({ externalId }, index) => [externalId, index + 1]));
  return records.map((record) => {
    const { invoice, externalId } = record;
    if (invoice === undefined) return record;
    const place = String(places.get(externalId) ?? 0).padStart(5, '0');
    return { ...record, invoice: { ...invoice, number: `DEMO-${place}` } };
  });
}
