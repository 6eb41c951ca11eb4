/** An event log drives the running product, and can be driven again. */
import { expect, test } from 'vitest';

import { isFaithful } from '#deploy/replay/replay.ts';
import { stackForThisFile } from '../support/stack.ts';
import { replayWorkshop } from '../support/workshop.ts';

const stack = stackForThisFile({ shape: 'one-process' });

const badLines = [
  '1104,Nobody knows,complete,1970-01-09T10:00:00.000+01:00,,,,,',
  '1,Register,complete,soon,,,,,',
  '1,2',
];

test('the log becomes orders with equal counts, a second run changes nothing, and bad rows are told', async () => {
  const first = await replayWorkshop(stack(), { cases: 8 });
  const again = await replayWorkshop(stack(), { cases: 8, more: badLines });

  expect(first.differences).toEqual([]);
  expect(isFaithful(first)).toBe(true);
  expect(first).toMatchObject({ cases: 8, orders: 8, withTimer: 0, badRows: [], refused: [] });
  expect(again).toMatchObject({ orders: 8, stages: first.stages, repairLines: first.repairLines, refused: [] });
  expect(again.orderIds.toSorted()).toEqual(first.orderIds.toSorted());
  expect(again.badRows.map(({ reason }) => reason)).toEqual([
    'has no rule: Nobody knows (complete)',
    'has no time that can be read: "soon"',
    'has 2 columns instead of 9',
  ]);
  expect(isFaithful(again)).toBe(true);
});
