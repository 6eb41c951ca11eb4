import { describe, expect, it } from 'vitest';

import { evolve } from '#domain/service-orders/evolve.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { changedSinceSigning, signedDocument } from '#domain/service-orders/signed-document.ts';
import { alwaysOpenCalendar, compileCalendar } from '#domain/sla/calendar.ts';
import { startClock } from '#domain/sla/clock.ts';
import { addMs } from '#domain/shared/instant.ts';
import { aContext, aLine, anOrder, aPart, began, carriedOut, decided, hourMs } from '#tests/support/service-orders.ts';

const signOff = {
  name: 'signOff',
  signatureFileId: null,
  signatureSha256: null,
  noSignatureReasonCode: 'customer-absent',
} as const;
const undo = { name: 'undoSignOff', reasonCode: 'fault-came-back' } as const;
const calendar = compileCalendar(alwaysOpenCalendar, {
  fromDate: '2026-01-01',
  toDate: '2027-01-01',
  tzVersion: 'test',
});
const at = addMs(began, 5 * hourMs);

/** An order at the end of its work, with so many hours for it. */
function withLimit(hours: number, order: Partial<ServiceOrder> = {}): ServiceOrder {
  const started = startClock({ target: 'resolve', limitMs: hours * hourMs, warn: null }, began, calendar);
  if (!started.ok) throw new Error('the clock starts');
  return anOrder({ stage: 'completed', sla: started.clock, lines: [aLine()], ...order });
}

describe('V18: four hours were agreed and five were used', () => {
  const late = withLimit(4);
  const asks = aContext({ at, lateNeedsReason: true });

  it('V18: signing off without a reason code is refused where the set-up asks for one', () => {
    expect(decided(late, signOff, asks).decision).toMatchObject({
      refusal: { code: 'order.sla-reason-missing', params: { percent: 125 } },
    });
  });

  it('V18: with a reason code it is accepted at 125 %, and the reason is kept', () => {
    const { order } = decided(late, { ...signOff, slaReasonCode: 'parts-on-order' }, asks);
    expect(order).toMatchObject({
      sla: { phase: 'met' },
      signOff: { compliancePercent: 125, slaReasonCode: 'parts-on-order' },
    });
    expect(order.sla?.breachedAt).toBe(addMs(began, 4 * hourMs));
  });

  it('V18: where the set-up does not ask, nobody has to say why', () => {
    const { order } = decided(late, signOff, aContext({ at, lateNeedsReason: false }));
    expect(order.signOff).toMatchObject({ compliancePercent: 125, slaReasonCode: null });
  });

  it('a code that the set-up does not know is refused', () => {
    const unknown = { ...asks, slaReason: { id: 'because', entry: null } };
    expect(decided(late, { ...signOff, slaReasonCode: 'because' }, unknown).decision).toMatchObject({
      refusal: { code: 'order.reason-unknown' },
    });
  });

  it('a code that is for something else is refused, and so is one at taking back a sign-off', () => {
    const entry = { uses: ['no-signature'], active: true };
    const other = { ...asks, slaReason: { id: 'nobody-present', entry } };
    expect(decided(late, { ...signOff, slaReasonCode: 'nobody-present' }, other).decision).toMatchObject({
      refusal: { code: 'order.reason-unfit' },
    });
    const { order } = decided(late, { ...signOff, slaReasonCode: 'parts-on-order' }, asks);
    const context = { ...aContext({ at }), reason: { id: 'nobody-present', entry } };
    expect(decided(order, { ...undo, reasonCode: 'nobody-present' }, context).decision).toMatchObject({
      refusal: { code: 'order.reason-unfit' },
    });
  });

  it('what is in time needs no reason, and keeps none', () => {
    const { order } = decided(withLimit(8), { ...signOff, slaReasonCode: 'parts-on-order' }, asks);
    expect(order.signOff).toMatchObject({ compliancePercent: 62.5, slaReasonCode: null });
  });

  it('a log of the past is asked nothing', () => {
    const { order } = decided(withLimit(4, { recordedTime: true }), signOff, aContext({ at }));
    expect(order.signOff).not.toBeNull();
  });
});

describe('taking a sign-off back', () => {
  const signed = decided(withLimit(8), signOff, aContext({ at })).order;

  it('needs a reason, and something that was signed', () => {
    const without = { ...undo, reasonCode: null };
    expect(decided(signed, without, aContext()).decision).toMatchObject({
      refusal: { code: 'order.sign-off-reason-missing' },
    });
    expect(decided(withLimit(8), undo, aContext()).decision).toMatchObject({
      refusal: { code: 'order.not-signed-off' },
    });
  });

  it('leaves the order unsigned, and lets a clock run again that the sign-off had stopped', () => {
    const { order } = decided(signed, undo, aContext({ at: addMs(at, hourMs) }));
    expect(order).toMatchObject({ signOff: null, sla: { phase: 'running', metAt: null } });
    expect(decided(order, { name: 'post' }, aContext({ at })).decision).toMatchObject({
      refusal: { code: 'order.not-signed-off' },
    });
  });

  it('is possible until something was posted on it', () => {
    const posted = carriedOut(signed, { name: 'post' }, aContext({ at })).order;
    expect(decided(posted, undo, aContext({ at, key: 'key-2' })).decision).toMatchObject({
      refusal: { code: 'order.lines-posted' },
    });
    const posting = decided(signed, { name: 'post' }, aContext({ at })).order;
    expect(decided(posting, undo, aContext({ at, key: 'key-2' })).decision).toMatchObject({
      refusal: { code: 'order.busy' },
    });
  });

  it('lets the order be signed again', () => {
    const { order } = decided(signed, undo, aContext({ at }));
    expect(decided(order, signOff, aContext({ at })).order.signOff).not.toBeNull();
  });
});

describe('what was signed', () => {
  const order = anOrder({ lines: [aPart(), aLine(), aLine({ lineId: 'line-3', lineNumber: 3, status: 'planned' })] });
  const words = { 'line-1': 'Oiled the door' };
  const document = signedDocument(order, words);

  it('is the confirmed lines in the sequence of their numbers, the same text however they came', () => {
    expect(signedDocument({ ...order, lines: order.lines.toReversed() }, words)).toBe(document);
    expect(JSON.parse(document)).toMatchObject({
      order: 'SO-1',
      lines: [
        { lineNumber: 1, quantity: 2, description: 'Oiled the door' },
        { lineNumber: 2, itemId: 'item-1' },
      ],
    });
  });

  it('goes by its hash into the acceptance', () => {
    const signed = decided({ ...order, stage: 'completed' }, signOff, aContext({ documentSha256: 'abc' }));
    expect(signed.order.signOff?.documentSha256).toBe('abc');
  });

  it('shows which lines are not as they were signed: changed, described anew, cancelled or added', () => {
    const changed = (line: Parameters<typeof aLine>[0]) =>
      evolve(order, { name: 'lineChanged', data: { line: aLine(line), progress: 'in-process' } }, at);
    expect(changedSinceSigning(document, order, words)).toEqual([]);
    expect(changedSinceSigning(document, changed({ quantity: 3 }), words)).toEqual([1]);
    expect(changedSinceSigning(document, changed({ status: 'cancelled' }), words)).toEqual([1]);
    expect(changedSinceSigning(document, order, { 'line-1': 'Oiled all doors' })).toEqual([1]);
    const added = { ...order, lines: [...order.lines, aLine({ lineId: 'line-4', lineNumber: 4 })] };
    expect(changedSinceSigning(document, added, words)).toEqual([4]);
  });

  it('stays what it was when it is posted', () => {
    const posted = order.lines.map((line) =>
      line.status === 'confirmed' ? { ...line, status: 'posted' as const } : line,
    );
    expect(changedSinceSigning(document, { lines: posted }, words)).toEqual([]);
  });
});
