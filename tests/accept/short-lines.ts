/** The lines of a step, short: what `npm run accept` proves at full size works at all. */
import { readdirSync } from 'node:fs';
import { expect, inject, test } from 'vitest';

import { saySilently } from '#deploy/local/progress.ts';
import { createStack } from '#deploy/local/stack.ts';
import { loadLine } from './accept-line.ts';

/** One test for each line, on a stack of its own. */
export function testLinesOf(step: number): void {
  const lines = readdirSync(import.meta.dirname).flatMap((file) => /^(\d+\.\d+)\.ts$/.exec(file)?.[1] ?? []);
  const ofStep = lines.filter((line) => line.startsWith(`${step}.`));
  test.each(ofStep)('line %s holds at a short size', { timeout: 300_000 }, async (name) => {
    const { run, needs } = await loadLine(name);
    const { servers, ...options } = needs;
    const stack = await createStack({
      ...options,
      ...(servers === 'own' ? {} : { servers: inject('servers') }),
    });
    try {
      await stack.start();
      const { passed, figure } = await run(stack, 'short', saySilently);
      expect(passed, figure).toBe(true);
    } finally {
      await stack.remove();
    }
  });
}
