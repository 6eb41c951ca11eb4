/** An event log drives the running product, and can be driven again. */
import { expect, test } from 'vitest';

import { saySilently } from '#deploy/local/progress.ts';
import { isFaithful } from '#deploy/replay/replay.ts';
import { run } from '../accept/1.2.ts';
import { stackForThisFile } from '../support/stack.ts';
import { replayWorkshop } from '../support/workshop.ts';

const stack = stackForThisFile();

const cases = 20;

const badLines = [
  '1104,Nobody knows,complete,1970-01-09T10:00:00.000+01:00,,,,,',
  '1,Register,complete,soon,,,,,',
  '1,2',
];

test('the log becomes orders with equal counts, a second run changes nothing, and bad rows are told', async () => {
  // Line 1.2 at its short size, whose cases these are.
  const { passed, figure } = await run(stack(), 'short', saySilently);
  const first = await replayWorkshop(stack(), { cases });
  const again = await replayWorkshop(stack(), { cases, more: badLines });

  expect(passed, figure).toBe(true);
  expect(first.differences).toEqual([]);
  expect(isFaithful(first)).toBe(true);
  expect(first).toMatchObject({ cases, orders: cases, withTimer: 0, badRows: [], refused: [] });
  expect(again).toMatchObject({ orders: cases, stages: first.stages, repairLines: first.repairLines, refused: [] });
  expect(again.orderIds.toSorted()).toEqual(first.orderIds.toSorted());
  expect(again.badRows.map(({ reason }) => reason)).toEqual([
    'has no rule: Nobody knows (complete)',
    'has no time that can be read: "soon"',
    'has 2 columns instead of 9',
  ]);
  expect(isFaithful(again)).toBe(true);
});
