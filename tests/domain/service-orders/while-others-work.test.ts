/** What happens to an order while other services are at work for it, and how long they may take. */
import { expect, test } from 'vitest';

import { nextOf } from '#domain/service-orders/decide.ts';
import type { OrderDecision } from '#domain/service-orders/commands.ts';
import type { PendingCommand } from '#domain/service-orders/order.ts';
import { addMs } from '#domain/shared/instant.ts';
import { viewOf } from '#transactions/service-orders/view.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import {
  aContext,
  aLine,
  aMove,
  aPart,
  aVisit,
  anOrder,
  began,
  decided,
  goodAnswers,
  hourMs,
} from '../../support/service-orders.ts';

const toPlanned = aMove('planned', { visit: aVisit });

function begunIn(decision: OrderDecision): readonly PendingCommand[] {
  if (decision.kind === 'settled') return [];
  return decision.facts.flatMap((fact) => (fact.name === 'effectsBegun' ? [fact.data.pending] : []));
}

test('the budget of a command counts from when it is decided, however long ago it was given', () => {
  const at = addMs(began, hourMs);
  const now = addMs(at, 24 * hourMs);
  const { decision } = decided(anOrder({ lines: [aPart()] }), toPlanned, aContext({ at, now }));
  expect(begunIn(decision)).toMatchObject([{ decidedAt: now }]);
});

test('a part that is added while parts are being reserved is reserved when that has ended', () => {
  const context = aContext();
  const wanted = aPart({ status: 'planned', quantity: null });
  const planning = decided(anOrder({ lines: [wanted] }), toPlanned, context).order;
  const [pending] = planning.pending;
  if (!pending) throw new Error('Planning asks other services');
  const answers = goodAnswers(planning, pending);
  const edited = {
    ...planning,
    lines: [...planning.lines, { ...wanted, lineId: 'line-3', lineNumber: 3 }],
  };
  const told = decided(edited, { name: 'rowsChanged' }, aContext({ key: 'rows/1' }));
  expect(begunIn(told.decision)).toEqual([]);

  const ended = decided(
    told.order,
    { name: 'effectsEnded', of: pending.id, answers, begun: toPlanned },
    aContext({ key: 'key-1/outcome' }),
  );
  expect(begunIn(ended.decision)).toMatchObject([{ phase: 'following', command: 'rowsChanged' }]);
  const asked = begunIn(ended.decision)[0]?.effects[0]?.input['lines'];
  expect(asked).toMatchObject([{ lineId: 'line-2' }, { lineId: 'line-3' }]);

  const [following] = ended.order.pending;
  if (!following) throw new Error('The rows are being caught up with');
  const last = decided(
    ended.order,
    { name: 'effectsEnded', of: following.id, answers: goodAnswers(ended.order, following), begun: null },
    aContext({ key: `${following.id}/followed` }),
  );
  expect(last.order.pending).toEqual([]);
  expect(last.order.lines[1]).toMatchObject({ lineId: 'line-3', reserved: 1 });
});

test('a quantity that is changed while a plan fails is asked for afterwards, where the order reserves', () => {
  const line = aPart({ reserved: 1, quantity: 1 });
  const order = anOrder({
    stage: 'dispatched',
    reserves: true,
    lines: [line, aLine(), aPart({ lineId: 'line-9', lineNumber: 9 })],
  });
  const back = aMove('planned', { reasonCode: 'wrong-stage' });
  const planning = decided(order, back, aContext()).order;
  const edited = {
    ...planning,
    lines: planning.lines.map((each) => (each.lineId === 'line-2' ? { ...each, quantity: 5 } : each)),
  };
  const failed = decided(
    edited,
    { name: 'effectsEnded', of: 'key-1', answers: {}, begun: back },
    aContext({ key: 'key-1/outcome' }),
  );
  expect(failed.decision.kind).toBe('refused');
  expect(failed.order.pending.map(({ phase }) => phase)).toEqual(['undoing', 'following']);
});

test('rows that stay as they were are not asked for again', () => {
  const planning = decided(anOrder({ lines: [aPart()] }), toPlanned, aContext()).order;
  const [pending] = planning.pending;
  if (!pending) throw new Error('Planning asks other services');
  const refusal = { ok: false, code: 'inventory.unknown-item', params: {} } as const;
  const answers = { ...goodAnswers(planning, pending), setReservations: refusal };
  const { decision } = decided(
    planning,
    { name: 'effectsEnded', of: pending.id, answers, begun: toPlanned },
    aContext(),
  );
  expect(begunIn(decision)).toEqual([]);
});

test('a busy order lets a change of stage pass that may be its cancellation, and no other command', () => {
  const planning = decided(anOrder({ lines: [aPart()] }), toPlanned, aContext()).order;
  const { refused } = viewOf(planning, defaultStageModel, 'C-1', began);
  expect(refused.changeStage).toBeUndefined();
  expect(refused.cancel).toBeUndefined();
  expect(refused.planVisit).toBe('order.busy');
});

test('a cancelled order remembers whom it waited for, and its wait does not run out', () => {
  const until = addMs(began, 3 * hourMs);
  const waiting = aMove('waiting', { reasonCode: 'parts-on-order', waitingFor: 'supplier', until });
  const waits = decided(anOrder({ sla: null }), waiting, aContext({ calendar: null })).order;
  expect(nextOf(waits)).toEqual({ at: until, what: 'waiting-until' });
  const cancel = aMove(null, { name: 'cancel', reasonCode: 'not-needed' });
  const cancelled = decided(waits, cancel, aContext({ calendar: null })).order;
  expect(nextOf(cancelled)?.what).toBe('close');
  const later = decided(cancelled, { name: 'instantReached' }, aContext({ calendar: null, at: addMs(until, hourMs) }));
  expect(later.decision).toEqual({ kind: 'done', facts: [] });
});
