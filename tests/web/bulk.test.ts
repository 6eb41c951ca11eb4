import { describe, expect, test } from 'vitest';

import type { OrderActions } from '#contracts/http/service-orders-actions.ts';
import { AnsweredProblem } from '#web/api/client.ts';
import { planBulk, stagesToMoveTo, type BulkCommand } from '#web/features/service-orders/bulk-plan.ts';
import { runBulk, type BulkRecord, type Sent } from '#web/features/service-orders/bulk-run.ts';

const order = (orderId: string, allowedActions: OrderActions['allowedActions']): OrderActions => ({
  ...{ orderId, number: `SO-${orderId}`, customerName: 'Nowhere Towers', stageName: 'Received' },
  allowedActions,
});
const cancel = { action: 'cancel', to: 'gone', label: 'Gone', needs: ['reasonCode' as const] } as const;
const refusal = { code: 'order.busy', message: 'It is busy.', whoMayLift: '', roles: [] };
const first = order('1', [
  { ...cancel, needs: ['reasonCode'], allowed: true },
  { action: 'changeStage', to: 'next', label: 'Next', allowed: true },
]);
const busy = order('2', [{ ...cancel, needs: ['reasonCode'], allowed: false, refusal }]);
const ended = order('3', [{ action: 'changeStage', to: 'later', label: 'Later', allowed: true, needs: ['until'] }]);

describe('doing the same to many orders', () => {
  test('is looked at beforehand: who can, who cannot, and why', () => {
    const plan = planBulk([first, busy, ended], { kind: 'cancel' });
    expect(plan.can).toEqual([{ orderId: '1', number: 'SO-1', command: 'cancel', to: 'gone' }]);
    expect(plan.cannot.map(({ number, why }) => [number, why])).toEqual([
      ['SO-2', 'It is busy.'],
      ['SO-3', 'No way leads there from the stage Received.'],
    ]);
    expect(plan.needsReason).toBe(true);
    expect(planBulk([ended], { kind: 'move', to: 'later' }).can).toEqual([]);
    expect(planBulk([], { kind: 'cancel' })).toEqual({ can: [], cannot: [], needsReason: false });
    expect(stagesToMoveTo([first, busy])).toEqual([{ value: 'next', label: 'Next' }]);
  });

  const commands = ['1', '2', '3', '4', '5', '6'].map((orderId): BulkCommand => ({
    orderId,
    number: `SO-${orderId}`,
    command: 'cancel',
    to: null,
  }));
  const problem = (status: number) => new AnsweredProblem({ type: '', code: 'x', title: `Said ${status}`, status });
  const runWith = async (send: (command: BulkCommand, key: string) => Promise<Sent>, stop = new AbortController()) => {
    const records: BulkRecord[] = [];
    const onChange = (record: BulkRecord) => void records.push(record);
    const end = await runBulk({ what: 'x', commands, send, onChange, signal: stop.signal, id: 'run' });
    return { end: end.lines.map(({ fate }) => fate), records };
  };

  test('gives every order its fate; without an answer the same is sent again under the same key', async () => {
    const keys: string[] = [];
    const { end } = await runWith(async ({ orderId }, key) => {
      keys.push(key);
      if (orderId === '2') throw problem(409);
      if (orderId === '3' && keys.filter((each) => each === key).length < 2) throw problem(503);
      if (orderId === '4') throw problem(0);
      return orderId === '5' ? 'taken' : 'done';
    });
    expect(end).toEqual(['done', 'refused', 'done', 'open', 'taken', 'done']);
    expect(keys.filter((key) => key === 'run/3')).toHaveLength(2);
    expect(keys.filter((key) => key === 'run/4')).toHaveLength(3);
  });

  test('says at every moment what was begun, and begins no more when it is stopped', async () => {
    const stop = new AbortController();
    const { end, records } = await runWith(async () => {
      stop.abort();
      return 'done';
    }, stop);
    expect(records[0]?.lines.map(({ fate }) => fate)).toEqual(['sent', 'waits', 'waits', 'waits', 'waits', 'waits']);
    expect(end.filter((fate) => fate === 'waits').length).toBeGreaterThanOrEqual(3);
    expect(end).not.toContain('sent');
  });
});
