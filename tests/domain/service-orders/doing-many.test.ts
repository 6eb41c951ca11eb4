/** Whether an order can, of the many to which the same is to be done. */
import { describe, expect, test } from 'vitest';

import { judgeForBulk, pauseBeforeAnother } from '#domain/service-orders/bulk.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { aLine, anOrder, began } from '#tests/support/service-orders.ts';

const cancel = { action: 'cancel', to: null } as const;
const moveTo = (to: string) => ({ action: 'changeStage', to }) as const;
const judge = (order: Parameters<typeof anOrder>[0], wish: Parameters<typeof judgeForBulk>[2], held = null) =>
  judgeForBulk(anOrder(order), defaultStageModel, wish, held);

describe('of many orders', () => {
  test('one can be cancelled whose stage permits it, with a reason', () => {
    expect(judge({}, cancel)).toEqual({ ok: true, needsReason: true });
  });

  test('one that cannot says the same as on its own page', () => {
    expect(judge({ stage: 'in-progress' }, cancel)).toMatchObject({ refusal: { code: 'order.stage-forbidden' } });
    expect(judge({ lines: [aLine({ status: 'posted' })] }, cancel)).toMatchObject({
      refusal: { code: 'order.lines-posted', params: { lines: '1' } },
    });
    expect(judge({ closedAt: began }, cancel)).toMatchObject({ refusal: { code: 'order.closed' } });
  });

  test('one moves to a stage that its own stage leads to, and asks for a reason only where the move does', () => {
    expect(judge({}, moveTo('planned'))).toEqual({ ok: true, needsReason: false });
    expect(judge({ stage: 'planned' }, moveTo('received'))).toEqual({ ok: true, needsReason: true });
    expect(judge({}, moveTo('completed'))).toMatchObject({ refusal: { code: 'order.stage-forbidden' } });
  });

  test('one that would have to say whom it waits for is done by itself', () => {
    expect(judge({}, moveTo('waiting'))).toMatchObject({ refusal: { code: 'bulk.asks-for-more' } });
  });

  test('one is revoked that is cancelled', () => {
    const cancelled = { stage: 'cancelled', cameFrom: ['planned'] };
    expect(judge(cancelled, { action: 'revoke', to: null })).toEqual({ ok: true, needsReason: false });
    expect(judge({}, { action: 'revoke', to: null })).toMatchObject({ refusal: { code: 'order.stage-forbidden' } });
  });

  test('one is given to somebody by the office, where its stage lets it be changed', () => {
    const assign = { action: 'assign', to: null } as const;
    expect(judge({}, assign)).toEqual({ ok: true, needsReason: false });
    expect(judge({ stage: 'cancelled' }, assign)).toMatchObject({ refusal: { code: 'order.stage-forbidden' } });
    expect(judgeForBulk(anOrder(), defaultStageModel, assign, ['technician'])).toMatchObject({
      refusal: { code: 'order.role-forbidden' },
    });
  });

  test('nobody does to many what they may not do to one', () => {
    expect(judgeForBulk(anOrder(), defaultStageModel, cancel, ['technician'])).toMatchObject({
      refusal: { code: 'order.role-forbidden' },
    });
  });

  test('one that is busy is tried again, later and later, and not for ever; another refusal stays', () => {
    const pauses = Array.from({ length: 20 }, (_, index) => pauseBeforeAnother('order.busy', index + 1));
    expect(pauses.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
    expect(pauses.at(-1)).toBeNull();
    expect(pauseBeforeAnother('order.stage-forbidden', 1)).toBeNull();
  });
});
