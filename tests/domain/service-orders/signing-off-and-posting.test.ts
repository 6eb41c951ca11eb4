import { describe, expect, test } from 'vitest';

import { isSettled, nextOf } from '#domain/service-orders/decide.ts';
import { addMs } from '#domain/shared/instant.ts';
import {
  aContext,
  aLine,
  aMove,
  anOrder,
  aPart,
  began,
  carriedOut,
  decided,
  hourMs,
} from '#tests/support/service-orders.ts';

const context = aContext();
const signOff = {
  name: 'signOff',
  signatureFileId: null,
  signatureSha256: null,
  noSignatureReasonCode: 'customer-absent',
} as const;
const signedOff = { signedAt: began, signatureFileId: null, noSignatureReasonCode: 'customer-absent' };
const post = { name: 'post' } as const;

describe('signing off', () => {
  test('needs a signature or the reason why there is none, not both and not neither', () => {
    const order = anOrder({ stage: 'completed' });
    const none = { ...signOff, noSignatureReasonCode: null };
    const both = { ...signOff, signatureFileId: 'file-1', signatureSha256: 'abc' };

    expect(decided(order, none, context).decision).toMatchObject({ refusal: { code: 'order.signature-missing' } });
    expect(decided(order, both, context).decision).toMatchObject({ refusal: { code: 'order.signature-missing' } });
    expect(decided(order, signOff, context).order.signOff).toMatchObject({ signedAt: context.at });
  });

  test('with a signature that was never uploaded is refused', () => {
    const unknown = { ...signOff, noSignatureReasonCode: null, signatureFileId: 'file-1' };

    expect(decided(anOrder({ stage: 'completed' }), unknown, context).decision).toMatchObject({
      refusal: { code: 'order.signature-unknown' },
    });
  });

  test('happens once, and where the stage permits it', () => {
    expect(decided(anOrder({ stage: 'completed', signOff: signedOff }), signOff, context).decision).toMatchObject({
      refusal: { code: 'order.already-signed-off' },
    });
    expect(decided(anOrder(), signOff, context).decision).toMatchObject({ refusal: { code: 'order.stage-forbidden' } });
  });

  test('meets the target if its clock still runs', () => {
    const { order } = decided(anOrder({ stage: 'completed' }), signOff, context);

    expect(order.sla).toMatchObject({ phase: 'met', metAt: context.at });
  });

  test('is void once the order is reopened', () => {
    const { order } = decided(
      anOrder({ stage: 'completed', signOff: signedOff }),
      aMove('in-progress', { reasonCode: 'why' }),
      context,
    );

    expect(order).toMatchObject({ stage: 'in-progress', signOff: null, closesAt: null });
  });
});

describe('posting', () => {
  const ready = anOrder({
    stage: 'completed',
    signOff: signedOff,
    closesAt: addMs(began, 24 * hourMs),
    lines: [aLine(), aPart({ issued: 1 })],
  });

  test('posts every confirmed line once, with its amount and cost', () => {
    const { order } = carriedOut(ready, post, context);

    expect(order).toMatchObject({
      progress: 'posted',
      proposalId: 'proposal-1',
      lines: [{ status: 'posted', amountMinor: 100, costMinor: 60 }, { status: 'posted' }],
    });
    expect(decided(order, post, aContext({ key: 'key-2' })).decision).toMatchObject({
      refusal: { code: 'order.nothing-to-post' },
    });
  });

  test('says by which rules of its agreement the lines are charged, and nothing without any', () => {
    const rule = { subject: { by: 'category', category: 'labour' }, treatment: 'covered' } as const;
    const coverage = [{ ...rule, percent: null, limit: null }];
    const inputOf = (more: object) =>
      decided(ready, post, aContext(more)).order.pending[0]?.effects.find(({ name }) => name === 'postLines')?.input;
    expect(inputOf({ coverage })).toMatchObject({ coverage });
    expect(inputOf({ coverage: [] })).not.toHaveProperty('coverage');
  });

  test('leaves planned and proposed lines alone', () => {
    const lines = [aLine({ signedAt: began }), aLine({ lineId: 'line-3', lineNumber: 3, status: 'proposed' })];
    const { order } = carriedOut({ ...ready, lines }, post, context);

    expect(order).toMatchObject({ progress: 'in-process', lines: [{ status: 'posted' }, { status: 'proposed' }] });
  });

  test('issues parts that are still in stock, and prices before it proposes', () => {
    const { order } = decided({ ...ready, lines: [aPart({ reserved: 1, signedAt: began })] }, post, context);

    expect(order.pending[0]?.effects).toMatchObject([
      { name: 'issueParts', input: { all: true } },
      { name: 'postLines', after: ['issueParts'], input: { orderNumber: ready.number } },
    ]);
  });

  test.each([
    ['without a sign-off', { ...ready, signOff: null, lines: [aLine()] }, 'order.not-signed-off'],
    ['with work that came after it', { ...ready, lines: [aLine()] }, 'order.not-signed-off'],
    ['without the review that it waits for', { ...ready, needsReview: true }, 'order.not-reviewed'],
    ['without a confirmed line', { ...ready, lines: [aLine({ status: 'planned' })] }, 'order.nothing-to-post'],
    ['while parts are missing', { ...ready, lines: [aPart({ missing: 1, signedAt: began })] }, 'order.parts-missing'],
    ['in a stage that does not permit it', { ...ready, stage: 'in-progress' }, 'order.stage-forbidden'],
  ])('%s is refused', (_, order, code) => {
    expect(decided(order, post, context).decision).toMatchObject({ kind: 'refused', refusal: { code } });
  });

  test('that finds no price leaves the order as it was, with the reason', () => {
    const begun = decided(ready, post, context).order;
    const answers = { postLines: { ok: false, code: 'invoicing.price-missing', params: { count: 1 } } } as const;
    const { decision, order } = decided(
      begun,
      { name: 'effectsEnded', of: context.key, answers, begun: post },
      context,
    );

    expect(decision).toMatchObject({ kind: 'refused', refusal: { code: 'invoicing.price-missing' } });
    expect(order.lines.every((line) => line.status === 'confirmed')).toBe(true);
  });
});

describe('closing', () => {
  const settled = anOrder({
    stage: 'completed',
    sla: null,
    closesAt: addMs(began, 24 * hourMs),
    lines: [aLine({ status: 'posted' })],
    proposalId: 'proposal-1',
  });

  test('waits for the invoice, and then for the end of the reopening window', () => {
    expect(nextOf(settled)).toBeNull();
    const invoiced = { ...settled, invoiceId: 'invoice-1', invoiceNumber: 'INV-1' };
    expect(isSettled(invoiced)).toBe(true);
    expect(nextOf(invoiced)).toEqual({ at: addMs(began, 24 * hourMs), what: 'close' });

    const early = decided(invoiced, { name: 'instantReached' }, context).order;
    const due = decided(invoiced, { name: 'instantReached' }, aContext({ at: addMs(began, 24 * hourMs) })).order;
    expect([early.closedAt, due.closedAt]).toEqual([null, addMs(began, 24 * hourMs)]);
  });

  test('an order in recorded time arms no timer', () => {
    expect(nextOf({ ...settled, invoiceId: 'invoice-1', recordedTime: true })).toBeNull();
    expect(nextOf(anOrder({ recordedTime: true }))).toBeNull();
  });

  test('an instant that was decided is not the next one again', () => {
    const order = anOrder();
    const warned = decided(order, { name: 'instantReached' }, aContext({ at: addMs(began, 6 * hourMs) })).order;
    const breached = decided(warned, { name: 'instantReached' }, aContext({ at: addMs(began, 8 * hourMs) })).order;

    expect([nextOf(order), nextOf(warned), nextOf(breached)]).toEqual([
      { at: addMs(began, 6 * hourMs), what: 'sla-warning' },
      { at: addMs(began, 8 * hourMs), what: 'sla-breach' },
      null,
    ]);
  });
});
