import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { allowedActions } from '#domain/service-orders/allowed-actions.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { acceptsOrder, isSignOffOf } from '#domain/service-orders/sign-offs.ts';
import { alwaysOpenCalendar, compileCalendar } from '#domain/sla/calendar.ts';
import { startClock } from '#domain/sla/clock.ts';
import { addMs } from '#domain/shared/instant.ts';
import { aContext, aLine, aMove, anOrder, began, carriedOut, decided, hourMs } from '#tests/support/service-orders.ts';

const calendar = compileCalendar(alwaysOpenCalendar, {
  ...{ fromDate: '2026-01-01', toDate: '2027-01-01', tzVersion: 'test' },
});
const inHours = (hours: number) => addMs(began, hours * hourMs);
const absent = { signatureFileId: null, signatureSha256: null, noSignatureReasonCode: 'customer-absent' };
const at = (hours: number) => aContext({ at: inHours(hours), key: `key-${hours}`, documentSha256: `hash-${hours}` });
const accept = (order: ServiceOrder, hours: number, lineIds?: readonly string[]) =>
  decided(order, { name: 'signOff', ...absent, ...(lineIds && { lineIds }) }, at(hours)).order;
const undo = (order: ServiceOrder, hours: number, signOff?: number) =>
  decided(order, { name: 'undoSignOff', reasonCode: 'fault-came-back', ...(signOff && { signOff }) }, at(hours));
const signedLinesOf = ({ lines }: ServiceOrder) =>
  lines.filter(({ signedAt }) => signedAt !== null).map(({ lineId }) => lineId);
const offeredOf = (order: ServiceOrder) =>
  allowedActions(order, defaultStageModel, null).find(({ action }) => action === 'undoSignOff')?.signOffs;

function withClock(): ServiceOrder {
  const started = startClock({ target: 'resolve', limitMs: 8 * hourMs, warn: null }, began, calendar);
  if (!started.ok) throw new Error('the clock starts');
  const lines = [1, 2, 3].map((lineNumber) => aLine({ lineId: `line-${lineNumber}`, lineNumber }));
  return anOrder({ stage: 'completed', sla: started.clock, lines });
}

describe('taking one of several sign-offs back', () => {
  const first = accept(withClock(), 1, ['line-1']);
  const second = accept(first, 2, ['line-2']);
  const whole = accept(second, 3);
  const [one, two, all] = whole.signOffs.map(({ version }) => version);

  it('leaves the others, and keeps what was signed by it, marked with when and why', () => {
    const { order } = undo(whole, 4, one);
    expect(signedLinesOf(order)).toEqual(['line-2', 'line-3']);
    expect(order.signOffs).toMatchObject([
      { lineIds: ['line-1'], documentSha256: 'hash-1', undone: { at: inHours(4), reasonCode: 'fault-came-back' } },
      { lineIds: ['line-2'], undone: null },
      { lineIds: ['line-3'], whole: true, undone: null },
    ]);
    expect(order.signOff).toEqual(whole.signOff);
    expect(order.sla?.phase).toBe('met');
    expect(decided(order, { name: 'post' }, at(5)).decision.kind).toBe('pending');
  });

  it('lets the clock run again where it is the one by which the order counted as signed', () => {
    const { order } = undo(whole, 4, all);
    expect(signedLinesOf(order)).toEqual(['line-1', 'line-2']);
    expect(order).toMatchObject({ signOff: null, sla: { phase: 'running', metAt: null } });
    expect(accept(order, 5).signOff?.signedAt).toBe(inHours(5));
  });

  it('lets its lines be changed and accepted again, by a sign-off of their own', () => {
    const again = accept(undo(whole, 4, two).order, 5);
    expect(again.signOffs.at(-1)).toMatchObject({ lineIds: ['line-2'], whole: false, signedAt: inHours(5) });
    expect(offeredOf(again)).toEqual([one, all, again.signOffs.at(-1)?.version]);
  });

  it('leaves the order with the acceptance that it counts as signed under, whoever accepts its lines anew', () => {
    const before = undo(whole, 4, two).order;
    const { decision } = decided(before, { name: 'signOff', ...absent }, at(5));
    expect(acceptsOrder(decision.kind === 'done' ? decision.facts : [])).toBe(false);
    const again = accept(before, 5);
    expect(again.signOffs.map((each) => isSignOffOf(again, each))).toEqual([false, false, true, false]);
    const anew = accept(undo(whole, 4, all).order, 5);
    expect(anew.signOffs.map((each) => isSignOffOf(anew, each))).toEqual([false, false, false, true]);
  });

  it('is refused for one that there is not, that was taken back, or that lines were posted on', () => {
    const unknown = { refusal: { code: 'order.sign-off-unknown' } };
    expect(undo(whole, 4, 999).decision).toMatchObject(unknown);
    expect(undo(undo(whole, 4, one).order, 5, one).decision).toMatchObject(unknown);

    const posted = carriedOut(first, { name: 'post' }, at(2)).order;
    const later = accept(posted, 3, ['line-2']);
    expect(undo(later, 4, one).decision).toMatchObject({
      refusal: { code: 'order.lines-posted', params: { lines: '1' } },
    });
    expect(offeredOf(later)).toEqual([later.signOffs.at(-1)?.version]);
    expect(signedLinesOf(undo(later, 4, later.signOffs.at(-1)?.version).order)).toEqual(['line-1']);
  });

  it('takes all back that can be where none is named', () => {
    const { order } = undo(whole, 4);
    expect(signedLinesOf(order)).toEqual([]);
    expect(order.signOffs.every(({ undone }) => undone !== null)).toBe(true);
    expect(order.signOff).toBeNull();
  });

  it('happens to all that nothing was posted on when the order is reopened', () => {
    const reopened = decided(
      whole,
      aMove('in-progress', { name: 'reopen', reasonCode: 'fault-came-back' }),
      at(4),
    ).order;
    expect(reopened.signOffs.map(({ undone }) => undone?.reasonCode)).toEqual(Array(3).fill('fault-came-back'));
  });

  it('is offered exactly where it is accepted, and changes the lines of that one alone', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('accept' as const), index: fc.nat(3) }),
      fc.record({ kind: fc.constant('undo' as const), index: fc.nat(5) }),
      fc.record({ kind: fc.constant('post' as const), index: fc.nat(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let order = withClock();
        steps.forEach(({ kind, index }, place) => {
          const hours = place + 1;
          if (kind === 'accept') order = accept(order, hours, index === 3 ? undefined : [`line-${index + 1}`]);
          if (kind === 'undo') order = undo(order, hours, order.signOffs[index]?.version ?? 999).order;
          if (kind === 'post' && decided(order, { name: 'post' }, at(hours)).decision.kind === 'pending')
            order = carriedOut(order, { name: 'post' }, at(hours)).order;
          for (const { version } of order.signOffs) {
            const { decision, order: after } = undo(order, hours, version);
            expect(decision.kind === 'done').toBe(offeredOf(order)?.includes(version) === true);
            const given = order.signOffs.find((each) => each.version === version);
            const gone = signedLinesOf(order).filter((lineId) => !signedLinesOf(after).includes(lineId));
            expect(given?.lineIds).toEqual(expect.arrayContaining(gone));
          }
        });
      }),
    );
  });
});
