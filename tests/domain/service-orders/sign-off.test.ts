import { describe, expect, it } from 'vitest';

import type { Role } from '#domain/identity/rights.ts';
import { obstacleToConfirming, obstacleToTakingBack } from '#domain/service-orders/confirmations.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import { changeLine } from '#domain/service-orders/lines.ts';
import { isSignedOff, type ServiceOrder } from '#domain/service-orders/order.ts';
import { linesOfDocument } from '#domain/service-orders/sign-off-and-posting.ts';
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

describe('signing some lines before others', () => {
  const [one, two] = [aLine(), aLine({ lineId: 'line-2', lineNumber: 2 })];
  const order = withLimit(8, { lines: [one, two] });
  const part = { ...signOff, lineIds: ['line-1'] };
  const context = aContext({ at });
  const begun = decided(order, part, context).order;

  it('leaves the order unsigned and its clock running until every line is signed that is not cancelled', () => {
    expect(begun).toMatchObject({ signOff: null, sla: { phase: 'running' } });
    expect(begun.lines.map(({ signedAt }) => signedAt)).toEqual([at, null]);
    const rest = decided(begun, { ...signOff, lineIds: ['line-2'] }, context).order;
    expect(rest).toMatchObject({ signOff: { signedAt: at }, sla: { phase: 'met' } });
    const cancelled = { ...order, lines: [one, { ...two, status: 'cancelled' as const }] };
    expect(decided(cancelled, part, context).order.signOff).not.toBeNull();
    const planned = { ...order, lines: [one, { ...two, status: 'planned' as const }] };
    expect(decided(planned, part, context).order.signOff).toBeNull();
  });

  it('posts the signed ones alone', () => {
    const posted = carriedOut(begun, { name: 'post' }, context).order;
    expect(posted.lines.map(({ status }) => status)).toEqual(['posted', 'confirmed']);
    expect(decided(posted, { name: 'post' }, context).decision).toMatchObject({
      refusal: { code: 'order.not-signed-off' },
    });
  });

  it('keeps a signed line as it is until the acceptance is taken back', () => {
    const [signed] = begun.lines;
    if (signed === undefined) throw new Error('there are two lines');
    for (const change of [{ quantity: 9 }, { status: 'cancelled' as const }, {}])
      expect(changeLine(signed, change)).toMatchObject({ refusal: { code: 'order.line-signed' } });
    const undone = decided(begun, undo, context);
    expect(undone.decision).toMatchObject({ facts: [{ name: 'linesUnsigned', data: { lineIds: ['line-1'] } }] });
    expect(undone.order.lines.every(({ signedAt }) => signedAt === null)).toBe(true);
  });

  it('names lines that there are, that are done, and that are not signed', () => {
    const codeOf = (lineId: string, of = begun) => decided(of, { ...signOff, lineIds: [lineId] }, context).decision;
    expect(codeOf('nobody')).toMatchObject({ refusal: { code: 'order.line-unknown' } });
    expect(codeOf('line-1')).toMatchObject({ refusal: { code: 'order.line-signed' } });
    const planned = { ...order, lines: [{ ...one, status: 'planned' as const }] };
    expect(codeOf('line-1', planned)).toMatchObject({ refusal: { code: 'order.lines-unconfirmed' } });
  });

  it('takes in what came after the order was signed, and leaves when that was', () => {
    const signed = decided(order, signOff, context).order;
    const late = { ...signed, lines: [...signed.lines, aLine({ lineId: 'line-3', lineNumber: 3 })] };
    expect(isSignedOff(late)).toBe(false);
    const { decision, order: all } = decided(late, signOff, aContext({ at: addMs(at, hourMs) }));
    expect(decision).toMatchObject({ facts: [{ name: 'linesSigned', data: { lineIds: ['line-3'] } }] });
    expect(all.signOff).toEqual(signed.signOff);
    expect(isSignedOff(all)).toBe(true);
  });

  it('is about the lines that it names, and about all once the order counts as signed', () => {
    expect(linesOfDocument(order, part)).toEqual([one]);
    expect(linesOfDocument(order, {})).toEqual([one, two]);
    expect(linesOfDocument(begun, { lineIds: ['line-2'] })).toEqual(begun.lines);
  });
});

describe('the technician’s done and the office’s review', () => {
  const order = withLimit(8);
  const given = (kind: 'technician' | 'review', of = order) =>
    evolve(of, { name: 'confirmed', data: { kind, signedAt: at, by: 'user:1', documentSha256: null } }, at);

  it('are kept apart from each other and from the customer’s acceptance', () => {
    const both = given('review', given('technician'));
    expect(both).toMatchObject({ signOff: null, confirmations: [{ kind: 'technician' }, { kind: 'review' }] });
    const one = evolve(both, { name: 'confirmationUndone', data: { kind: 'technician', signedAt: at } }, at);
    expect(one.confirmations).toMatchObject([{ kind: 'review' }]);
    expect(decided(one, signOff, aContext({ at })).order.signOff).not.toBeNull();
  });

  it('have rights of their own', () => {
    const may = (kind: 'technician' | 'review', role: Role) =>
      obstacleToConfirming(order, defaultStageModel, kind, [role]) === null;
    expect([may('technician', 'technician'), may('technician', 'dispatcher')]).toEqual([true, true]);
    expect(may('technician', 'customer-service-representative')).toBe(false);
    expect([may('review', 'technician'), may('review', 'customer-service-representative')]).toEqual([false, true]);
  });

  it('are given once, and taken back until something is posted', () => {
    const held = null;
    expect(obstacleToConfirming(given('review'), defaultStageModel, 'review', held)?.code).toBe(
      'order.already-confirmed',
    );
    expect(obstacleToTakingBack(order, defaultStageModel, 'review', held)?.code).toBe('order.not-confirmed');
    expect(obstacleToTakingBack(given('review'), defaultStageModel, 'review', held)).toBeNull();
    const posted = { ...given('review'), lines: [aLine({ status: 'posted' })] };
    expect(obstacleToTakingBack(posted, defaultStageModel, 'review', held)?.code).toBe('order.lines-posted');
  });

  it('lets posting wait for the review where the set-up asked for it when the order was made', () => {
    const signed = decided({ ...order, needsReview: true }, signOff, aContext({ at })).order;
    const post = { name: 'post' } as const;
    expect(decided(signed, post, aContext({ at })).decision).toMatchObject({ refusal: { code: 'order.not-reviewed' } });
    expect(decided(given('review', signed), post, aContext({ at })).decision.kind).toBe('pending');
  });
});
