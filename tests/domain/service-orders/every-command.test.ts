/** Every command over any life of an order, by the pure rules and the rules of the services that it asks. */
import { expect, test } from 'vitest';

import { playLives } from '#tests/support/order-life-commands.ts';

test(
  'whatever happens: no illegal path, progress and stage agree, what is offered is accepted and nothing else, and cancelling gives everything back',
  { timeout: 60_000 },
  () => {
    const { counts } = playLives(300);
    for (const accepted of ['changeStage', 'cancel', 'planVisit', 'signOff'])
      expect(counts.get(`${accepted} accepted`) ?? 0, accepted).toBeGreaterThan(0);
  },
);
