import { expect, test } from 'vitest';

import { asksAgain, pauseBefore } from '#web/api/asking-again.ts';
import { AnsweredProblem } from '#web/api/client.ts';

const refused = (code: string) => new AnsweredProblem({ type: `/problems/${code}`, title: code, status: 409, code });

test('what is busy for a moment is asked again for some seconds, and then told', () => {
  const asked = [0, 1, 2, 3, 4].filter((refusals) => asksAgain(refusals, refused('order.busy')));
  expect(asked).toEqual([0, 1, 2, 3]);
  expect(asked.reduce((sum, refusals) => sum + pauseBefore(refusals), 0)).toBe(4_500);
});

test('every other refusal is told at once', () => {
  expect(asksAgain(0, refused('order.parts-missing'))).toBe(false);
  expect(asksAgain(0, new Error('busy'))).toBe(false);
});
