import { afterAll, beforeAll, expect, test } from 'vitest';

import { eventsOf } from '#db/events.ts';
import { findInvoice, invoiceLines, invoiceTaxes, listInvoices } from '#db/queries/invoicing-invoices.ts';
import { proposalLines, readBooks } from '#db/queries/invoicing-ledger.ts';
import type { Db } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import { checkLedger } from '#domain/invoicing/ledger.ts';
import { issueInvoice } from '#transactions/invoicing/issue-invoice.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { customerActor } from '#tests/support/http.ts';
import { aLine, aPosting, actor, arriveCompany, now, parties, postAndConfirm } from '#tests/support/invoicing.ts';

let database: TestDatabase;
let db: Db<'invoicing'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('invoicing', 10);
  await arriveCompany(db);
});
afterAll(() => database.drop());

const issue = (proposalId: string | null) =>
  transaction(db, actor, (t) => issueInvoice(t, proposalId ?? '', { parties, now }));

const allNumbers = async () => {
  const rows = await transaction(db, actor, (t) => listInvoices(t, {}, { after: undefined, limit: 200 }));
  return rows.map((row) => row.number).toSorted();
};

test('twenty invoices at once, of which every fourth fails after its number, have numbers without a gap', async () => {
  const proposals = await Promise.all(Array.from({ length: 20 }, () => postAndConfirm(db)));

  const outcomes = await Promise.allSettled(
    proposals.map(({ proposalId }, index) =>
      transaction(db, actor, async (t) => {
        const decision = await issueInvoice(t, proposalId ?? '', { parties, now });
        if (index % 4 === 0) throw new Error('lost after the number was taken');
        return decision;
      }),
    ),
  );

  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(15);
  expect(await allNumbers()).toEqual(
    Array.from({ length: 15 }, (_, index) => `INV-${String(index + 1).padStart(6, '0')}`),
  );
  for (const { proposalId } of proposals) await issue(proposalId);
  const numbers = await allNumbers();
  expect([numbers.length, numbers.at(-1)]).toEqual([20, 'INV-000020']);
  expect(checkLedger(await transaction(db, actor, readBooks))).toEqual([]);
});

test('one proposal becomes one invoice, however many ask at once', async () => {
  const { proposalId } = await postAndConfirm(db);

  const decisions = await Promise.all(Array.from({ length: 5 }, () => issue(proposalId)));

  expect(decisions.filter((decision) => decision.ok)).toHaveLength(1);
  expect(decisions.find((decision) => !decision.ok)).toMatchObject({ refusal: { code: 'invoice-proposal.invoiced' } });
});

test('an invoice has the amounts of its transactions, tax per rate, and the parties of its day', async () => {
  const lines = [aLine({ quantity: 0.333 }), aLine(), aLine({ type: 'item', category: 'spare-parts', quantity: 3 })];
  const { proposalId } = await postAndConfirm(db, aPosting({ lines }));

  const decision = await issue(proposalId);

  if (!decision.ok) throw new Error(decision.refusal.code);
  const { invoiceId } = decision;
  await transaction(db, actor, async (t) => {
    const invoice = await findInvoice(t, invoiceId);
    const documentLines = await invoiceLines(t, invoiceId);
    expect(documentLines.map((line) => line.amountMinor)).toEqual([2_831, 17_000, 14_700]);
    expect((await proposalLines(t, proposalId ?? '')).map((line) => line.amountMinor)).toEqual([2_831, 17_000, 14_700]);
    expect(await invoiceTaxes(t, invoiceId)).toEqual([
      { taxCode: 'standard', basisPoints: 1900, netMinor: 34_531, taxMinor: 6_561 },
    ]);
    expect(invoice).toMatchObject({
      netMinor: 34_531,
      taxMinor: 6_561,
      grossMinor: 41_092,
      issuedOn: '2026-03-02',
      dueOn: '2026-03-16',
      customerOrderNumber: 'PO-7',
      seller: parties.seller,
      billTo: parties.billTo,
    });
    const [event] = await eventsOf(t, invoiceId);
    expect(event?.type).toBe('invoice.issued');
    expect(JSON.stringify(event)).not.toMatch(/Canary|Buyer|Seller/);
  });
});

test('a customer sees its own invoices and nothing that tells a cost', async () => {
  const posting = aPosting();
  const { proposalId } = await postAndConfirm(db, posting);
  await issue(proposalId);

  const seen = await transaction(db, customerActor(posting.propose.billToCustomerId), async (t) => ({
    invoices: await listInvoices(t, {}, { after: undefined, limit: 10 }),
    lines: await t.selectFrom('invoiceLines').selectAll().execute(),
    transactions: await t.selectFrom('transactions').selectAll().execute(),
    proposals: await t.selectFrom('invoiceProposals').selectAll().execute(),
    prices: await t.selectFrom('priceEntries').selectAll().execute(),
    events: await t.selectFrom('events').select('type').execute(),
  }));

  expect(seen.invoices.map((invoice) => invoice.proposalId)).toEqual([proposalId]);
  expect(seen.lines).toHaveLength(1);
  expect([seen.transactions, seen.proposals, seen.prices]).toEqual([[], [], []]);
  expect(seen.events).toEqual([{ type: 'invoice.issued' }]);
});

test('an issued invoice and a transaction can be neither changed nor deleted', async () => {
  const change = (table: 'invoices' | 'invoiceLines' | 'transactions') =>
    transaction(db, actor, (t) => t.deleteFrom(table).execute());

  await expect(change('invoices')).rejects.toThrow('permission denied');
  await expect(change('invoiceLines')).rejects.toThrow('permission denied');
  await expect(change('transactions')).rejects.toThrow('permission denied');
});
