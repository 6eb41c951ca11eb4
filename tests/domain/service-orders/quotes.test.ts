import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { priceLines } from '#domain/invoicing/pricing.ts';
import { nextOf } from '#domain/service-orders/decide.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import { awaitsApproval } from '#domain/service-orders/extra-work.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import {
  amountAgreed,
  answerQuote,
  issueQuote,
  quotedLineRefusal,
  withdrawQuote,
  type QuoteAnswer,
} from '#domain/service-orders/quotes.ts';
import { billable } from '#domain/service-orders/wanted-effects.ts';
import { addMs } from '#domain/shared/instant.ts';
import { aContext, aLine, aMove, anOrder, began, decided, hourMs } from '#tests/support/service-orders.ts';

const at = addMs(began, hourMs);
const expiresAt = addMs(began, 48 * hourMs);
const extra = aLine({ extra: true, status: 'proposed' });
const second = aLine({ lineId: 'line-2', lineNumber: 2, extra: true, status: 'proposed' });
const order = anOrder({ stage: 'in-progress', lines: [extra, second] });
const wish = { quoteId: 'quote-1', number: 'Q-1', expiresAt, lineIds: ['line-1'], currency: 'EUR' };
const prices = new Map([['line-1', 12_000]]);
const yes: QuoteAnswer = { state: 'approved', how: 'link', at };

type Outcome = ReturnType<typeof issueQuote>;
const codeOf = (outcome: Outcome) => (outcome.ok ? null : outcome.refusal.code);
function after(before: ServiceOrder, outcome: Outcome): ServiceOrder {
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.facts.reduce((folded, fact) => evolve(folded, fact, at), before);
}
const quoted = after(order, issueQuote(order, { ...wish, prices }, at));

describe('a quote', () => {
  it('keeps quantity and price of its lines as they are when it is issued', () => {
    expect(quoted.openQuotes).toEqual([
      { quoteId: 'quote-1', number: 'Q-1', expiresAt, lines: [{ lineId: 'line-1', quantity: 2, amountMinor: 12_000 }] },
    ]);
  });

  it('is of lines that wait for the customer’s word, that have a price, and that stand in no other', () => {
    const planned = { ...order, lines: [aLine()] };
    expect(codeOf(issueQuote(planned, { ...wish, prices }, at))).toBe('quote.lines-unfit');
    expect(codeOf(issueQuote(order, { ...wish, prices: new Map() }, at))).toBe('quote.price-missing');
    expect(codeOf(issueQuote(quoted, { ...wish, quoteId: 'quote-2', prices }, at))).toBe('order.line-quoted');
    expect(codeOf(issueQuote(order, { ...wish, lineIds: ['line-9'], prices }, at))).toBe('order.line-unknown');
  });

  it('is valid until a day that is to come', () => {
    expect(codeOf(issueQuote(order, { ...wish, expiresAt: at, prices }, at))).toBe('quote.validity-past');
  });

  it('lets nobody touch what it quotes', () => {
    expect(quotedLineRefusal(quoted, extra)).toEqual({ code: 'order.line-quoted', params: { line: 1, quote: 'Q-1' } });
    expect(quotedLineRefusal(quoted, second)).toBeNull();
  });
});

describe('the answer to a quote', () => {
  it('approves its lines at the agreed price, and no others', () => {
    const approved = after(quoted, answerQuote(quoted, 'quote-1', yes, defaultStageModel));
    expect(approved).toMatchObject({
      openQuotes: [],
      lines: [
        { status: 'confirmed', approval: { state: 'approved', how: 'link', amountMinor: 12_000, quoteId: 'quote-1' } },
        { status: 'proposed', approval: null },
      ],
    });
    expect(approved.lines.map(billable)).toMatchObject([{ agreed: { quantity: 2, amountMinor: 12_000 } }, {}]);
  });

  it('rejects its lines, which are cancelled', () => {
    const rejected = after(quoted, answerQuote(quoted, 'quote-1', { ...yes, state: 'rejected' }, defaultStageModel));
    expect(rejected.lines).toMatchObject([{ status: 'cancelled', approval: { state: 'rejected' } }, {}]);
  });

  it('is given once', () => {
    const approved = after(quoted, answerQuote(quoted, 'quote-1', yes, defaultStageModel));
    expect(codeOf(answerQuote(approved, 'quote-1', yes, defaultStageModel))).toBe('quote.settled');
    expect(codeOf(withdrawQuote(approved, 'quote-1'))).toBe('quote.settled');
  });

  it('comes too late from the instant on at which the quote expires', () => {
    expect(codeOf(answerQuote(quoted, 'quote-1', { ...yes, at: expiresAt }, defaultStageModel))).toBe('quote.expired');
    expect(codeOf(answerQuote(quoted, 'quote-1', { ...yes, at: addMs(expiresAt, -1) }, defaultStageModel))).toBeNull();
  });
});

describe('a quote that nobody answers', () => {
  it('is what the order waits for next, and expires by itself', () => {
    const waiting = { ...quoted, sla: null };
    expect(nextOf(waiting)).toEqual({ at: expiresAt, what: 'quote-expires' });
    const { order: expired } = decided(waiting, { name: 'instantReached' }, aContext({ at: expiresAt }));
    expect(expired).toMatchObject({
      openQuotes: [],
      lines: [{ status: 'proposed', approval: { state: 'expired' } }, {}],
    });
    expect(nextOf(expired)).toBeNull();
  });

  it('leaves its lines waiting, to be quoted anew', () => {
    const { order: expired } = decided(quoted, { name: 'instantReached' }, aContext({ at: expiresAt }));
    expect(expired.lines.map(awaitsApproval)).toEqual([true, true]);
    const anew = { ...wish, quoteId: 'quote-2', expiresAt: addMs(expiresAt, hourMs), prices };
    expect(codeOf(issueQuote(expired, anew, expiresAt))).toBeNull();
  });

  it('is withdrawn with its order', () => {
    const cancel = aMove(null, { name: 'cancel', reasonCode: 'why' });
    const { order: cancelled } = decided({ ...quoted, stage: 'received' }, cancel, aContext({ at }));
    expect(cancelled).toMatchObject({ stage: 'cancelled', openQuotes: [] });
  });
});

describe('an agreed price', () => {
  it('needs none of the list', () => {
    const lists = {
      currency: 'EUR',
      entries: [],
      tax: { rates: [], assignments: [], defaultTaxCode: null },
    };
    const line = { ...billable({ ...extra, type: 'fee' }), agreed: { quantity: 2, amountMinor: 12_001 } };
    const priced = priceLines([{ ...line, chargeable: false }, line], lists);
    expect(priced).toMatchObject({ ok: false, refusal: { code: 'invoicing.tax-missing' } });
  });

  it('is the whole amount for the whole quantity, and never more than it for less', () => {
    const thousandths = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(thousandths, thousandths, fc.integer({ min: 0, max: 10_000_000 }), (all, some, amountMinor) => {
        const agreed = { quantity: all / 1000, amountMinor };
        expect(amountAgreed(agreed, agreed.quantity)).toBe(amountMinor);
        if (some <= all) expect(amountAgreed(agreed, some / 1000)).toBeLessThanOrEqual(amountMinor);
      }),
    );
  });
});
