/** Closed orders of the past through their door: rows, events, books and read models agree, and no workflow is started. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import { BroughtOrder } from '#contracts/http/service-orders-history.ts';
import { reconcileAll } from '#deploy/local/reconcile.ts';
import { createApiClient } from '#deploy/replay/api-client.ts';
import { eventually } from '#tests/support/eventually.ts';
import { issueToken } from '#tests/support/issue-token.ts';
import { createDesk, makeDeskWorld, readTimeline, type Desk, type DeskWorld } from '#tests/support/order-desk.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

const stack = stackForThisFile();
let desk: Desk;
let world: DeskWorld;
beforeAll(async () => {
  desk = createDesk(stack().url, stack().adminToken());
  world = await makeDeskWorld(desk);
});

const path = '/v1/service-order-history';
const tax = { taxCode: 'standard', basisPoints: 1_900 };
const on = (day: number, time: string) => `2025-05-0${day}T${time}:00.000Z`;

/** An order of May 2025 that waited for a part, was posted, and was on an invoice of its own. */
function aRecord(externalId: string, more: object = {}) {
  const { customerId, technicianId, itemId } = world;
  return {
    ...{ externalId, customerId, submittedAt: on(5, '08:00'), description: 'Doors do not close' },
    lines: [
      { type: 'hour', category: 'labour', technicianId, quantity: 2, unitPrice: 9_000, unitCost: 4_000, tax },
      { type: 'item', category: 'spare-parts', itemId, quantity: 1, unitPrice: 5_000, unitCost: 2_500, tax },
    ],
    stages: [
      { to: 'planned', at: on(5, '09:00') },
      { to: 'in-progress', at: on(5, '10:00') },
      ...[{ to: 'waiting', at: on(5, '11:00'), until: on(7, '08:00'), reasonCode: 'parts-on-order' }].map((wait) => ({
        ...wait,
        ...{ waitingFor: 'supplier', note: 'A roller was ordered' },
      })),
      { to: 'in-progress', at: on(7, '08:00') },
      { to: 'completed', at: on(7, '10:00') },
    ],
    signOff: { at: on(7, '10:30'), signedBy: 'Kim Specimen', reasonCode: 'nobody-present' },
    posting: { at: on(8, '08:00') },
    invoice: { number: `OLD-${externalId}`, issuedAt: on(8, '09:00') },
    ...more,
  };
}

const Items = z.object({ items: z.array(BroughtOrder) });
async function bring(...orders: object[]) {
  return Items.parse((await desk.mustDo('POST', path, { body: { orders } })).body).items;
}
async function bringOne(record: object): Promise<{ orderId: string; number: string }> {
  const [item] = await bring(record);
  expect(item).toMatchObject({ problem: null });
  return z.object({ orderId: z.string(), number: z.string() }).parse(item);
}

describe('a closed order', () => {
  test('comes in whole: stages, amounts, books, invoice, timeline, read model', async () => {
    const order = await bringOne(aRecord('whole'));

    const { body } = await desk.mustDo('GET', `/v1/service-orders/${order.orderId}`);
    expect(body).toMatchObject({ stage: 'completed', progress: 'posted', closedAt: on(8, '09:00') });
    expect(body).toMatchObject({ links: { temporal: null } });
    expect(body).toMatchObject({ createdAt: on(5, '08:00'), invoiceNumber: 'OLD-whole' });
    const timeline = await readTimeline(desk, order);
    expect(timeline.flatMap(({ data }) => (typeof data['to'] === 'string' ? [data['to']] : []))).toEqual(
      aRecord('whole').stages.map(({ to }) => to),
    );
    const words = await desk.mustDo('GET', `/v1/service-orders/${order.orderId}/timeline`);
    expect(JSON.stringify(words.body)).toContain('A roller was ordered');

    const invoices = await desk.mustDo('GET', `/v1/invoices?orderId=${order.orderId}`);
    expect(invoices.body).toMatchObject({
      items: [{ number: 'OLD-whole', issuedOn: '2025-05-08', net: { amount: 23_000 }, gross: { amount: 27_370 } }],
    });
    await eventually(async () => {
      const margins = await desk.mustDo('GET', `/v1/reports/margins?orderId=${order.orderId}`);
      expect(JSON.stringify(margins.body)).toContain('23000');
    });
    await eventually(async () =>
      expect((await desk.mustDo('GET', '/v1/invoicing/ledger-check')).body).toMatchObject({ balanced: true }),
    );
  });

  test('has no workflow, and reconcile agrees', async () => {
    const { number } = await bringOne(aRecord('reconciled'));
    const api = createApiClient({ url: stack().url, token: stack().adminToken(), patienceMs: 30_000 });
    const report = await eventually(async () => {
      const found = await reconcileAll(api, { recordedUntil: undefined });
      expect(found.differences).toEqual([]);
      return found;
    });
    expect(report.orders).toBeGreaterThan(0);
    const started = await desk.send('GET', `/v1/service-orders?number=${number}&open=true`);
    expect(started.body).toMatchObject({ items: [] });
  });

  test('comes in once, whatever is sent again, and another record under its id is refused', async () => {
    const record = aRecord('again');
    const { orderId, number } = await bringOne(record);
    expect(await bring(record)).toMatchObject([{ result: 'known', orderId, number }]);
    expect(await bring({ ...record, description: 'Something else' })).toMatchObject([
      { result: 'refused', problem: { code: 'order-history.other-record' } },
    ]);
    const { body } = await desk.mustDo('GET', `/v1/invoice-proposals?orderId=${orderId}`);
    expect(body).toMatchObject({ items: [{ state: 'invoiced' }] });
  });

  test('sent twice at the same moment is one order', async () => {
    const record = aRecord('at-once');
    const answers = await Promise.all([bring(record), bring(record), bring(record)]);
    expect(new Set(answers.flat().map(({ number }) => number)).size).toBe(1);
  });
});

describe('what is refused', () => {
  test('does not keep the others out', async () => {
    const open = aRecord('open', { invoice: undefined });
    const items = await bring(open, aRecord('beside'));
    expect(items.map(({ externalId, result }) => [externalId, result])).toEqual([
      ['open', 'refused'],
      ['beside', 'brought'],
    ]);
    expect(items[0]?.problem).toMatchObject({ code: 'order-history.open' });
  });

  test.each([
    ['an invoice number that is taken', 'taken', { invoice: { number: 'OLD-first', issuedAt: on(8, '09:00') } }],
    ['one of our own series', 'own', { invoice: { number: 'INV-000007', issuedAt: on(8, '09:00') } }],
  ])('is %s', async (_, externalId, more) => {
    await bring(aRecord('first'));
    expect(await bring(aRecord(externalId, more))).toMatchObject([
      { result: 'refused', problem: { code: 'order-history.invoice-number' } },
    ]);
  });

  test('is a customer that there is not, a line without a cost, and who is no importer', async () => {
    const nobody = aRecord('nobody', { customerId: '00000000-0000-4000-8000-000000000000' });
    const [first, ...lines] = aRecord('x').lines;
    const costless = aRecord('costless', { lines: [{ ...first, unitCost: null }, ...lines] });
    expect((await bring(nobody, costless)).map(({ problem }) => problem?.code)).toEqual([
      'order.unknown-reference',
      'invoicing.cost-missing',
    ]);
    const dispatcher = createDesk(stack().url, await issueToken(desk, ['dispatcher']));
    const refused = await dispatcher.send('POST', path, { body: { orders: [aRecord('forbidden')] } });
    expect(refused).toMatchObject({ status: 403, code: 'actor.forbidden' });
  });
});
