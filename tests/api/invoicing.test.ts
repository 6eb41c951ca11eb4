import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';

import {
  InvoiceRow,
  InvoiceView,
  LedgerCheck,
  PriceEntryView,
  ProposalView,
} from '#contracts/http/invoicing-schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import type { AppliedRule } from '#domain/agreements/coverage.ts';
import { systemClock } from '#platform/clock.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { mountInvoicing } from '#services/invoicing/app.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { customerActor, staff, startTestHttp } from '#tests/support/http.ts';
import type { SendOptions, TestHttp } from '#tests/support/http.ts';
import { aPosting, arriveCompany, parties, post, postAndConfirm } from '#tests/support/invoicing.ts';

let database: TestDatabase;
let db: Db<'invoicing'>;
let http: TestHttp;
let isOrdersDown = false;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('invoicing');
  await arriveCompany(db);
  const askParties = () =>
    isOrdersDown ? Promise.reject(new ProblemError('unavailable.service')) : Promise.resolve(parties);
  const things = () => Promise.resolve({ items: new Map(), technicians: new Map() });
  http = await startTestHttp((app) => mountInvoicing(app, { db, clock: systemClock, parties: askParties, things }));
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await database.drop();
});

const billing = staff('billing');
const keyed = (as: Actor, key: string = randomUUID()): SendOptions => ({
  method: 'POST',
  as,
  headers: { 'idempotency-key': key },
});
const issue = (proposalId: string | null, key?: string) =>
  http.send(`/v1/invoice-proposals/${proposalId}/post`, keyed(billing, key));

const price = (over: object = {}) => ({
  kind: 'price',
  lineType: 'hour',
  category: 'labour',
  itemId: null,
  technicianId: null,
  validFrom: '2030-01-01',
  amount: { amount: 9_000, currency: 'EUR' },
  ...over,
});
const enter = (json: object, key?: string) => http.send('/v1/price-entries', { ...keyed(billing, key), json });

describe('price entries', () => {
  test('are entered once per key, changed by version and removed', async () => {
    const key = randomUUID();
    const entered = await enter(price(), key);
    const again = await enter(price(), key);
    const { priceEntryId } = PriceEntryView.parse(entered.json());
    const path = `/v1/price-entries/${priceEntryId}`;
    const edit = (method: string, version: number, json?: object) =>
      http.send(path, { method, as: billing, headers: { 'if-match': `"${version}"` }, json });

    expect([entered.status, entered.headers.get('etag'), again.json()]).toEqual([201, '"1"', entered.json()]);
    const changed = await edit('PUT', 1, price({ amount: { amount: 9_500, currency: 'EUR' } }));
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await edit('PUT', 1, price())).problem().code).toBe('request.version-stale');
    expect((await edit('DELETE', 2)).status).toBe(204);
    expect((await http.send(path, { as: billing })).problem().code).toBe('resource.unknown');
  });

  test.each([
    ['a second one for the same thing and day', { validFrom: '2000-01-01' }, 409, 'price-entry.duplicate'],
    ['a fee with a cost', { lineType: 'fee', kind: 'cost' }, 422, 'price-entry.fee-cost'],
    ['one for everything', { category: null }, 422, 'price-entry.scope'],
    ['another currency', { amount: { amount: 1, currency: 'USD' } }, 422, 'price-entry.currency'],
    ['an amount below zero', { amount: { amount: -1, currency: 'EUR' } }, 400, 'request.invalid'],
  ])('refuse %s', async (_, over, status, code) => {
    const answer = await enter(price(over));

    expect([answer.status, answer.problem().code]).toEqual([status, code]);
  });

  test('are listed in pages, the latest first', async () => {
    const Listed = z.object({ items: z.array(PriceEntryView), nextCursor: z.string().nullable() });
    const list = async (query: string) =>
      Listed.parse((await http.send(`/v1/price-entries?${query}`, { as: billing })).json());

    const whole = await list('kind=cost');
    const first = await list('kind=cost&limit=4');
    const second = await list(`kind=cost&limit=4&cursor=${first.nextCursor}`);

    expect([...first.items, ...second.items]).toEqual(whole.items);
    expect([whole.items.length, second.nextCursor]).toEqual([6, null]);
  });

  test('are hidden from technicians and customers', async () => {
    for (const as of [staff('technician'), customerActor(randomUUID())]) {
      expect((await http.send('/v1/price-entries', { as })).status).toBe(403);
    }
  });
});

test('the tax table is changed as a whole, by version', async () => {
  const put = (version: number, json: object) =>
    http.send('/v1/tax-table', { method: 'PUT', as: billing, headers: { 'if-match': `"${version}"` }, json });
  const read = await http.send('/v1/tax-table', { as: billing });
  const { version: _, ...table } = z.looseObject({ version: z.int() }).parse(read.json());

  expect(read.headers.get('etag')).toBe('"1"');
  expect((await put(1, { ...table, defaultTaxCode: 'unheard-of' })).problem().code).toBe('tax-table.unknown-code');
  expect((await put(0, table)).problem().code).toBe('request.version-stale');
  expect((await put(1, table)).headers.get('etag')).toBe('"2"');
});

describe('a proposal', () => {
  test('becomes an invoice once, and the same request again gets the same invoice', async () => {
    const { proposalId } = await postAndConfirm(db);
    const key = randomUUID();

    const issued = await issue(proposalId, key);
    const invoice = InvoiceView.parse(issued.json());

    expect(issued.status).toBe(201);
    expect(invoice).toMatchObject({
      seller: parties.seller,
      billTo: parties.billTo,
      gross: { amount: 20_230, currency: 'EUR' },
    });
    expect((await issue(proposalId, key)).json()).toEqual(invoice);
    expect((await issue(proposalId)).problem().code).toBe('invoice-proposal.invoiced');
    const shown = await http.send(`/v1/invoice-proposals/${proposalId}`, { as: billing });
    expect(ProposalView.parse(shown.json())).toMatchObject({ state: 'invoiced', invoiceId: invoice.invoiceId });
  });

  test('stays open, and takes no number, when the owner of the address does not answer', async () => {
    const { proposalId } = await postAndConfirm(db);
    isOrdersDown = true;
    const failed = await issue(proposalId);
    isOrdersDown = false;

    expect([failed.status, failed.problem().code]).toEqual([503, 'unavailable.service']);
    expect((await issue(proposalId)).status).toBe(201);
  });

  test('that its order has not recorded is refused after a while', async () => {
    const { proposalId } = await post(db, aPosting());

    expect((await issue(proposalId)).problem().code).toBe('invoice-proposal.unconfirmed');
  });

  test('is unknown when there is none', async () => {
    expect((await issue(randomUUID())).problem().code).toBe('resource.unknown');
  });
});

test('a customer reads its own invoices only, and never a cost', async () => {
  const posting = aPosting();
  const { proposalId } = await postAndConfirm(db, posting);
  const { invoiceId } = InvoiceView.parse((await issue(proposalId)).json());
  const owner = customerActor(posting.propose.billToCustomerId);

  const listed = await http.send('/v1/invoices', { as: owner });
  const own = await http.send(`/v1/invoices/${invoiceId}`, { as: owner });
  const foreign = await http.send(`/v1/invoices/${invoiceId}`, { as: customerActor(randomUUID()) });

  const Listed = z.object({ items: z.array(InvoiceRow) });
  expect(Listed.parse(listed.json()).items).toMatchObject([
    { invoiceId, billToName: parties.billTo.name, orderNumbers: [expect.stringMatching(/^SO-/)] },
  ]);
  expect(own.text).not.toMatch(/cost/i);
  expect([own.status, foreign.status]).toEqual([200, 404]);
  expect((await http.send('/v1/invoice-proposals', { as: owner })).status).toBe(403);
});

test('the staff reads what orders of a year of an agreement have taken of its limits, and no customer does', async () => {
  const [agreementId, from] = [randomUUID(), '2026-01-01'];
  const pool = { agreementId, from, subject: 'category labour' };
  const coverage: readonly AppliedRule[] = [
    {
      ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, pool },
      limit: { of: 'count', quantity: 3, per: 'agreement-year' },
    },
  ];
  for (const _order of [1, 2]) await post(db, aPosting({ coverage }));
  const path = `/v1/invoicing/agreements/${agreementId}/used-coverage`;
  const read = (day: string, as: Actor) => http.send(`${path}?from=${day}`, { as });

  expect((await read(from, staff('dispatcher'))).json()).toEqual({
    items: [{ subject: 'category labour', amountMinor: 25_500, quantity: 3 }],
  });
  expect((await read('2027-01-01', staff('dispatcher'))).json()).toEqual({ items: [] });
  expect((await read(from, customerActor(randomUUID()))).status).toBe(403);
});

test('the ledger check finds the books balanced', async () => {
  const posting = aPosting();
  const { proposalId } = await postAndConfirm(db, posting);
  await issue(proposalId);

  const check = LedgerCheck.parse((await http.send('/v1/invoicing/ledger-check', { as: billing })).json());

  const lineIds = posting.price.lines.map((line) => line.lineId);
  expect(check.differences.filter((difference) => lineIds.includes(difference.lineId))).toEqual([]);
  expect(check.counts.invoicedLines).toBeGreaterThan(0);
});

test('invoice numbers go on where an earlier system ended, and without a gap under letters that are borne', async () => {
  const put = (version: number, json: object) =>
    http.send('/v1/invoice-number-series', {
      ...{ method: 'PUT', as: staff('administrator'), json },
      headers: { 'if-match': `"${version}"` },
    });
  const read = async () => (await http.send('/v1/invoice-number-series', { as: billing })).json();

  expect((await put(0, { prefix: '2027', nextNumber: 1 })).status).toBe(400);
  expect((await put(7, { prefix: '2027/', nextNumber: 4711 })).problem().code).toBe('request.version-stale');
  expect((await put(0, { prefix: '2027/', nextNumber: 4711 })).headers.get('etag')).toBe('"1"');
  const { proposalId } = await postAndConfirm(db);
  expect(InvoiceView.parse((await issue(proposalId)).json()).number).toBe('2027/004711');
  expect(await read()).toEqual({ version: 1, prefix: '2027/', nextNumber: 4712 });
  expect((await put(1, { prefix: '2027/', nextNumber: 4800 })).problem()).toMatchObject({
    code: 'number-series.gap',
    detail: 'The next number under 2027/ is 4712.',
  });
  const asBilling = { method: 'PUT', as: billing, headers: { 'if-match': '"1"' } };
  const refused = await http.send('/v1/invoice-number-series', { ...asBilling, json: { prefix: 'R', nextNumber: 1 } });
  expect(refused.status).toBe(403);
});
