import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readBooks } from '#db/queries/invoicing-ledger.ts';
import { eventsOf } from '#db/events.ts';
import type { Db } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import type { AppliedRule } from '#domain/agreements/coverage.ts';
import { checkLedger } from '#domain/invoicing/ledger.ts';
import { issueInvoice } from '#transactions/invoicing/issue-invoice.ts';
import { postLines } from '#transactions/invoicing/post-lines.ts';
import { priceOrder, undoPriceOrder } from '#transactions/invoicing/price-order.ts';
import { proposeInvoice } from '#transactions/invoicing/propose-invoice.ts';
import { undoPosting } from '#transactions/invoicing/undo-propose-invoice.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import {
  aLine,
  aPosting,
  actor,
  arriveCompany,
  confirm,
  now,
  parties,
  post,
  postAndConfirm,
} from '#tests/support/invoicing.ts';

let database: TestDatabase;
let db: Db<'invoicing'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('invoicing');
  await arriveCompany(db);
});
afterAll(() => database.drop());

const books = () => transaction(db, actor, readBooks);
const issue = (proposalId: string) => transaction(db, actor, (t) => issueInvoice(t, proposalId, { parties, now }));
const linesOf = async (orderId: string) =>
  (await books()).transactions.filter((transaction) => transaction.orderId === orderId);

describe('pricing an order', () => {
  test('answers the amounts of the lists, and the same answer again', async () => {
    const { price } = aPosting();

    const first = await priceOrder(db, price);

    expect(first).toMatchObject({
      ok: true,
      result: { currency: 'EUR', lines: [{ amountMinor: 17_000, costMinor: 8_400 }] },
    });
    expect(await priceOrder(db, price)).toEqual(first);
  });

  test('refuses what has no price by line and category, and may be tried again', async () => {
    const line = aLine({ category: 'unheard-of' });
    const { price } = aPosting({ lines: [aLine(), line] });

    const refusal = await priceOrder(db, price);

    expect(refusal).toEqual({
      ok: false,
      code: 'invoicing.price-missing',
      params: { count: 1, lines: line.lineId, categories: 'unheard-of' },
    });
    expect(await priceOrder(db, { ...price, lines: [aLine()] })).toMatchObject({ ok: true });
  });

  test('refuses after it was undone, however late it comes', async () => {
    const { price } = aPosting();
    await undoPriceOrder(db, price);

    expect(await priceOrder(db, price)).toEqual({ ok: false, code: 'effect.undone', params: {} });
  });
});

describe('proposing an invoice', () => {
  test('makes one transaction a line, and a proposal of the billable ones', async () => {
    const posting = aPosting({
      lines: [aLine(), aLine({ chargeable: false }), aLine({ type: 'fee', category: 'call-out' })],
    });

    const { proposalId, transactionIds } = await post(db, posting);

    expect(transactionIds).toHaveLength(3);
    const { proposed } = await books();
    const lineIds = posting.price.lines.map((line) => line.lineId);
    expect(proposed.filter((line) => lineIds.includes(line.lineId)).map((line) => line.amountMinor)).toEqual([
      17_000, 11_800,
    ]);
    const events = await transaction(db, actor, (t) => eventsOf(t, proposalId ?? ''));
    expect(events.map((event) => [event.type, event.customerId, event.data['netMinor']])).toEqual([
      ['invoice-proposal.created', null, 28_800],
    ]);
  });

  test('makes no proposal when nothing is billable', async () => {
    const { proposalId, transactionIds } = await post(db, aPosting({ lines: [aLine({ chargeable: false })] }));

    expect([proposalId, transactionIds.length]).toEqual([null, 1]);
  });

  test('refuses lines that were never priced', async () => {
    expect(await proposeInvoice(db, aPosting().propose)).toMatchObject({ ok: false, code: 'invoicing.not-priced' });
  });

  test('refuses a line that is posted already, and writes nothing', async () => {
    const line = aLine();
    const orderId = randomUUID();
    await post(db, aPosting({ orderId, lines: [line] }));
    const again = aPosting({ orderId, lines: [line, aLine()] });
    await priceOrder(db, again.price);

    expect(await proposeInvoice(db, again.propose)).toMatchObject({ ok: false, code: 'invoicing.already-posted' });
    expect(await linesOf(orderId)).toHaveLength(1);
  });

  test('is taken back by mirrors, so that the lines can be posted again', async () => {
    const line = aLine();
    const orderId = randomUUID();
    const first = aPosting({ orderId, lines: [line] });
    const { proposalId } = await post(db, first);

    expect(await undoPosting(db, 'proposeInvoice', first.propose, now)).toBe('reversed');
    expect(await undoPosting(db, 'proposeInvoice', first.propose, now)).toBe('nothing');

    await postAndConfirm(db, aPosting({ orderId, lines: [line] }));
    expect((await linesOf(orderId)).map((each) => each.amountMinor).toSorted()).toEqual([-17_000, 17_000, 17_000]);
    expect(await issue(proposalId ?? '')).toMatchObject({ ok: false, refusal: { code: 'invoice-proposal.withdrawn' } });
  });

  test('stands when its proposal is on an invoice', async () => {
    const posting = aPosting();
    const { proposalId } = await postAndConfirm(db, posting);
    await issue(proposalId ?? '');

    expect(await undoPosting(db, 'proposeInvoice', posting.propose, now)).toBe('invoiced');
    expect(await linesOf(posting.propose.orderId)).toHaveLength(1);
  });
});

describe('posting lines in one step', () => {
  test('prices and proposes them, once however often it is asked', async () => {
    const { whole } = aPosting({ lines: [aLine(), aLine({ chargeable: false })] });

    const answer = await postLines(db, whole);

    expect(answer).toMatchObject({ ok: true, result: { currency: 'EUR', lines: [{ amountMinor: 17_000 }, {}] } });
    expect(await postLines(db, whole)).toEqual(answer);
    expect(await linesOf(whole.orderId)).toHaveLength(2);
  });

  test('does nothing of it when a line has no price', async () => {
    const { whole } = aPosting({ lines: [aLine(), aLine({ category: 'unheard-of' })] });

    expect(await postLines(db, whole)).toMatchObject({ ok: false, code: 'invoicing.price-missing' });
    expect(await linesOf(whole.orderId)).toEqual([]);
  });

  test('is taken back as a whole, and not done after that', async () => {
    const { whole } = aPosting();
    await postLines(db, whole);

    expect(await undoPosting(db, 'postLines', whole, now)).toBe('reversed');

    expect((await linesOf(whole.orderId)).map((each) => each.amountMinor).toSorted()).toEqual([-17_000, 17_000]);
    expect(await postLines(db, whole)).toMatchObject({ ok: false, code: 'effect.undone' });
  });
});

describe('lines that an agreement pays', () => {
  const coverage: readonly AppliedRule[] = [
    {
      ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null },
      limit: { of: 'amount', amountMinor: 20_000 },
    },
  ];

  test('are charged for the rest, and a second posting of the order has what is left of the limit', async () => {
    const orderId = randomUUID();
    const first = await postLines(db, aPosting({ orderId, coverage }).whole);
    const second = aPosting({ orderId, coverage });

    expect(first).toMatchObject({
      result: { proposalId: null, lines: [{ amountMinor: 0, coveredMinor: 17_000, costMinor: 8_400 }] },
    });
    expect(await postLines(db, second.whole)).toMatchObject({
      result: { lines: [{ amountMinor: 14_000, coveredMinor: 3_000 }] },
    });
    expect(await postLines(db, aPosting({ orderId, coverage }).whole)).toMatchObject({
      result: { lines: [{ amountMinor: 17_000 }] },
    });
    await undoPosting(db, 'postLines', second.whole, now);
    expect(await postLines(db, aPosting({ orderId, coverage }).whole)).toMatchObject({
      result: { lines: [{ amountMinor: 14_000, coveredMinor: 3_000 }] },
    });
  });

  test('take what orders of a year share one after the other, and what is taken back is there again', async () => {
    const pool = { agreementId: randomUUID(), from: '2026-01-01', subject: 'category labour' };
    const yearly: readonly AppliedRule[] = [
      {
        ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null, pool },
        limit: { of: 'count', quantity: 5, per: 'agreement-year' },
      },
    ];
    const postings = Array.from({ length: 6 }, () => aPosting({ coverage: yearly }));
    const answers = await Promise.all(postings.map(({ whole }) => postLines(db, whole)));

    const paid = answers.map((answer) => (answer.ok ? (answer.result.lines[0]?.coveredMinor ?? 0) : -1));
    expect(paid.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 8_500, 17_000, 17_000]);
    const full = postings[paid.indexOf(17_000)];
    if (full === undefined) throw new Error('one was paid for in full');
    await undoPosting(db, 'postLines', full.whole, now);
    expect(await postLines(db, aPosting({ coverage: yearly }).whole)).toMatchObject({
      result: { lines: [{ amountMinor: 0, coveredMinor: 17_000 }] },
    });
    const nextYear = yearly.map((rule) => ({ ...rule, pool: { ...pool, from: '2027-01-01' } }));
    expect(await postLines(db, aPosting({ coverage: nextYear }).whole)).toMatchObject({
      result: { lines: [{ coveredMinor: 17_000 }] },
    });
  });

  test('stand on the invoice with what was paid of them, at nothing where it was all', async () => {
    const lines = [aLine(), aLine({ type: 'fee', category: 'call-out' })];
    const posting = aPosting({ lines, coverage });
    const { proposalId } = await postAndConfirm(db, posting);
    const issued = await issue(proposalId ?? '');
    if (!issued.ok) throw new Error(issued.refusal.code);

    const invoiceLines = await transaction(db, actor, (t) =>
      t
        .selectFrom('invoiceLines')
        .selectAll()
        .where('invoiceId', '=', issued.invoiceId)
        .orderBy('lineNumber')
        .execute(),
    );
    expect(invoiceLines.map(({ amountMinor, coveredMinor }) => [amountMinor, coveredMinor])).toEqual([
      [0, 17_000],
      [11_800, 0],
    ]);
  });
});

test('an invoice waits for the order to record its posting', async () => {
  const posting = aPosting();
  const posted = await post(db, posting);
  expect(await issue(posted.proposalId ?? '')).toMatchObject({ refusal: { code: 'invoice-proposal.unconfirmed' } });

  await confirm(db, posting, posted);

  expect(await issue(posted.proposalId ?? '')).toMatchObject({ ok: true });
});

const upTo50: readonly AppliedRule[] = [
  {
    ...{ subject: { by: 'category', category: 'labour' }, treatment: 'covered', percent: null },
    limit: { of: 'amount', amountMinor: 5_000 },
  },
];
const steps = ['price', 'propose', 'undoPrice', 'undoPropose', 'post', 'undoPost'] as const;

test('the books balance whatever order effects and compensations come in, and however often', async () => {
  const own = await createTestDatabase();
  const ownDb = own.connect('invoicing');
  await arriveCompany(ownDb);
  const step = fc.record({ what: fc.constantFrom(...steps), command: fc.integer({ min: 0, max: 2 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (sequence) => {
      const orderId = randomUUID();
      const lines = [aLine(), aLine({ quantity: 0.333 }), aLine({ chargeable: false })];
      const commands = [0, 1, 2].map(() => aPosting({ orderId, lines, coverage: upTo50 }));
      const effects = (index: number) => {
        const command = commands[index] ?? aPosting();
        return {
          price: () => priceOrder(ownDb, command.price),
          propose: () => proposeInvoice(ownDb, command.propose),
          undoPrice: () => undoPriceOrder(ownDb, command.price),
          undoPropose: () => undoPosting(ownDb, 'proposeInvoice', command.propose, now),
          post: () => postLines(ownDb, command.whole),
          undoPost: () => undoPosting(ownDb, 'postLines', command.whole, now),
        };
      };
      for (const { what, command } of sequence) await effects(command)[what]();

      const all = await transaction(ownDb, actor, readBooks);
      const differences = checkLedger({ ...all, posted: [] }).filter(
        ({ kind }) => kind !== 'transaction-without-posted',
      );
      expect(differences).toEqual([]);
      const own = all.transactions.filter((transaction) => transaction.orderId === orderId);
      expect(own.reduce((sum, { coveredMinor }) => sum + coveredMinor, 0)).toBeLessThanOrEqual(5_000);
      for (const { lineId, amountMinor } of all.proposed) {
        const sum = all.transactions
          .filter((transaction) => transaction.lineId === lineId)
          .reduce((total, transaction) => total + transaction.amountMinor, 0);
        expect(sum).toBe(amountMinor);
      }
    }),
    { numRuns: 60 },
  );
  await own.drop();
});
