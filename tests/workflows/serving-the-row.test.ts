/** The workflow does what the row says, whatever becomes of its runs: decisions are the test's, the server is real. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { EffectInput } from '#contracts/workflows/effects.ts';
import type { EffectsEnded } from '#contracts/workflows/service-order.ts';
import { eventually } from '../support/eventually.ts';
import { aPending, row, scriptedOrders, type ScriptedOrder, type ScriptedOrders } from '../support/scripted-order.ts';
import { preparedStackForThisFile } from '../support/stack.ts';
import { faultsWithoutCache } from '../support/without-cache.ts';

const stack = preparedStackForThisFile();
const visits = createVisits();
let orders: ScriptedOrders;

beforeAll(async () => {
  const { servers, options } = stack().installation;
  orders = await scriptedOrders({
    ...{ address: servers.temporalAddress, namespace: options.namespace, effects: { dispatch: visits.activities } },
  });
  await orders.work();
});
afterAll(() => orders.stop());

/** Dispatch, which answers when the test lets it. */
function createVisits() {
  const planned: string[] = [];
  const undone: string[] = [];
  const held = new Set<string>();
  return {
    ...{ planned, undone, held },
    activities: {
      async planVisit({ key }: EffectInput) {
        await eventually(() => expect(held.has(key)).toBe(false), { withinMs: 9_000 });
        planned.push(key);
        return { ok: true, result: { visitId: 'visit', technicianNumber: 'T-1' } };
      },
      async undoPlanVisit({ key }: EffectInput) {
        undone.push(key);
      },
    },
  };
}

function keysOf(order: ScriptedOrder): readonly string[] {
  return order.asked.map(({ key }) => key);
}

/** Every command plans a visit; the row keeps it as pending until the effects have ended. */
function planning(budgetMs = 30_000) {
  return ({ command, key }: ScriptedOrder['asked'][number], order: ScriptedOrder) => {
    if (command.name === 'effectsEnded') {
      row(order, { stage: 'planned', pending: order.view.pending.filter(({ id }) => id !== command.input.of) });
      return undefined;
    }
    row(order, { pending: [...order.view.pending, aPending(key, { budgetMs })] });
    return { kind: 'pending' } as const;
  };
}

test('a pending effect of the row is done, though the run that began it is gone', async () => {
  const order = await orders.start(planning());
  visits.held.add('u-1/planVisit');
  const sent = order.handle.executeUpdate('planVisit', { updateId: 'u-1', args: [{}] }).catch(() => undefined);
  await eventually(() => expect(keysOf(order)).toContain('u-1'));
  await order.handle.terminate('an operator');
  await sent;
  await orders.startAgain(order);
  visits.held.clear();
  await eventually(() => expect(keysOf(order)).toContain('u-1/outcome'));
  expect(visits.planned).toContain('u-1/planVisit');
});

test('what is being undone is undone by the next run', async () => {
  const order = await orders.start(
    ({ command }, it) => (command.name === 'effectsUndone' ? row(it, { pending: [] }) : undefined),
    { pending: [aPending('gone', { phase: 'undoing' })] },
  );
  await eventually(() => expect(keysOf(order)).toContain('gone/undone'));
  expect(visits.undone).toContain('gone/planVisit');
});

test('an effect that does not answer within the budget has no answer, and the command is told', async () => {
  const order = await orders.start(planning(2_000));
  visits.held.add('slow/planVisit');
  const began = Date.now();
  await order.handle.executeUpdate('planVisit', { updateId: 'slow', args: [{}] });
  expect(Date.now() - began).toBeLessThan(2_500);
  const ended = order.asked.find(({ key }) => key === 'slow/outcome')?.command.input as EffectsEnded;
  expect(ended.answers).toEqual({
    planVisit: { ok: false, code: 'order.unanswered', params: { effect: 'planVisit' } },
  });
  visits.held.clear();
});

test('a command that overtakes another ends its effects at once', async () => {
  const order = await orders.start(({ command, key }, it) => {
    if (command.name === 'cancel') row(it, { stage: 'cancelled', pending: [aPending('first', { phase: 'undoing' })] });
    else if (command.name === 'planVisit') {
      row(it, { pending: [aPending(key)] });
      return { kind: 'pending' };
    } else if (command.name === 'effectsEnded') return { kind: 'refused', code: 'order.overtaken' };
    else row(it, { pending: [] });
    return undefined;
  });
  visits.held.add('first/planVisit');
  const first = order.handle.executeUpdate('planVisit', { updateId: 'first', args: [{}] });
  const refused = expect(first).rejects.toMatchObject({ cause: { type: 'order.overtaken' } });
  await eventually(() => expect(keysOf(order)).toContain('first'));
  await order.handle.executeUpdate('cancel', { args: [{}] });
  await refused;
  await eventually(() => expect(keysOf(order)).toContain('first/undone'));
  expect(visits.undone).toContain('first/planVisit');
  visits.held.clear();
});

test('a run that is told of a later one ends, and whoever waits is told', async () => {
  const order = await orders.start(() => 'superseded');
  const sent = order.handle.executeUpdate('planVisit', { args: [{}] });
  await expect(sent).rejects.toMatchObject({ cause: { type: 'order.superseded' } });
  await order.handle.result();
  await expect(order.handle.signal('stageSignal', {})).rejects.toBeInstanceOf(WorkflowNotFoundError);
});

test('a history that grows long goes on anew, and commands that begin meanwhile are done first', async () => {
  const { servers, options } = stack().installation;
  const later = await scriptedOrders({
    ...{ address: servers.temporalAddress, namespace: options.namespace, taskQueue: 'orders-later' },
  });
  try {
    const order = await later.start(planning());
    // Nobody handles it: so much of it that the server suggests to continue as new at the first task.
    for (let sent = 0; sent < 3; sent += 1) await order.handle.signal('noise', 'x'.repeat(1_500_000));
    const commands = ['u-a', 'u-b'].map((updateId) =>
      order.handle.executeUpdate('planVisit', { updateId, args: [{}] }),
    );
    await later.work();
    await Promise.all(commands);
    await eventually(async () => {
      const { raw, runId, status } = await order.handle.describe();
      expect(status.name).toBe('RUNNING');
      expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(runId);
    });
    await order.handle.executeUpdate('planVisit', { updateId: 'u-c', args: [{}] });
    expect(visits.planned).toEqual(expect.arrayContaining(['u-a/planVisit', 'u-b/planVisit', 'u-c/planVisit']));
  } finally {
    await later.stop();
  }
});

test('a message that has no name of its own is like no other, and one with a name keeps it', async () => {
  const order = await orders.start(() => undefined);
  for (const messageId of ['m-1', 7, '', 'x'.repeat(1_000), 'a\u0000', { id: 1 }, undefined])
    await order.handle.signal('stageSignal', { messageId, to: 'planned' });
  await eventually(() => expect(order.asked).toHaveLength(7));
  const [named, numbered, ...others] = keysOf(order);
  expect([named, numbered]).toEqual(['signal/m-1', 'signal/7']);
  for (const key of others) expect(key).toMatch(/^signal\/[0-9a-f-]{36}$/);
  expect(new Set(keysOf(order)).size).toBe(7);
});

test('an order that is replayed from its beginning at every task decides each command once', async () => {
  const { servers, options } = stack().installation;
  expect(await faultsWithoutCache({ address: servers.temporalAddress, namespace: options.namespace })).toEqual([]);
});
