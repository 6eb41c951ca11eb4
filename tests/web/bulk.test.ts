import { describe, expect, test } from 'vitest';

import type { BulkOrder } from '#contracts/http/service-orders-bulk.ts';
import type { OrderActions } from '#contracts/http/service-orders-actions.ts';
import { stagesToMoveTo, wayBackOf } from '#web/features/service-orders/bulk-plan.ts';

const order = (orderId: string, allowedActions: OrderActions['allowedActions']): OrderActions => ({
  ...{ orderId, number: `SO-${orderId}`, customerName: 'Nowhere Towers', stageName: 'Received' },
  allowedActions,
});
const refusal = { code: 'order.busy', message: 'It is busy.', whoMayLift: '', roles: [] };
const done = (orderId: string, fromStage: string, fate: BulkOrder['fate'] = 'done'): BulkOrder => ({
  ...{ orderId, number: `SO-${orderId}`, fromStage, fate, refusal: null, settledAt: null },
});

describe('doing the same to many orders', () => {
  test('offers the stages that one of them may come to, each once, and cancelling not among them', () => {
    const orders = [
      order('1', [
        { action: 'cancel', to: 'gone', label: 'Gone', allowed: true },
        { action: 'changeStage', to: 'next', label: 'Next', allowed: true },
      ]),
      order('2', [
        { action: 'changeStage', to: 'next', label: 'Next', allowed: true },
        { action: 'changeStage', to: 'later', label: 'Later', allowed: false, refusal },
      ]),
    ];
    expect(stagesToMoveTo(orders)).toEqual([{ value: 'next', label: 'Next' }]);
  });

  test('is taken back for what was done: a cancellation by revoking, a move to the one stage that they came from', () => {
    const orders = [done('1', 'first'), done('2', 'first'), done('3', 'other', 'refused')];
    expect(wayBackOf({ action: 'cancel' }, orders)).toEqual({
      ...{ wish: { action: 'revoke', to: null }, orderIds: ['1', '2'] },
    });
    expect(wayBackOf({ action: 'changeStage' }, orders)).toEqual({
      ...{ wish: { action: 'changeStage', to: 'first' }, orderIds: ['1', '2'] },
    });
  });

  test('has no way back for orders of several stages, for a revocation, for an assignment, and where nothing was done', () => {
    expect(wayBackOf({ action: 'changeStage' }, [done('1', 'first'), done('2', 'second')])).toBeNull();
    expect(wayBackOf({ action: 'revoke' }, [done('1', 'gone')])).toBeNull();
    expect(wayBackOf({ action: 'assign' }, [done('1', 'first')])).toBeNull();
    expect(wayBackOf({ action: 'cancel' }, [done('1', 'first', 'waiting')])).toBeNull();
  });
});
