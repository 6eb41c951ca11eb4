/** The lines of a step, short: what `npm run accept` proves at full size works at all. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

import { saySilently } from '#deploy/local/progress.ts';
import { createTestStack } from '../support/stack.ts';
import { loadLine } from './accept-line.ts';

/** One test for each line, on a stack of its own; none for a line whose short form is another's. */
export async function testLinesOf(step: number): Promise<void> {
  const names = readdirSync(import.meta.dirname).flatMap((file) => /^(\d+\.\d+)\.ts$/.exec(file)?.[1] ?? []);
  const ofStep = names.filter((name) => name.startsWith(`${step}.`));
  const lines = await Promise.all(ofStep.map(async (name) => ({ name, ...(await loadLine(name)) })));
  const withShortForm = lines.filter(({ needs }) => needs.shortIn === undefined);
  test.each(withShortForm)('line $name holds at a short size', { timeout: 300_000 }, async ({ run, needs }) => {
    const { shortIn: _, shortShape, ...options } = needs;
    const stack = await createTestStack(shortShape === undefined ? options : { ...options, shape: shortShape });
    try {
      await stack.start();
      const { passed, figure } = await run(stack, 'short', saySilently);
      expect(passed, figure).toBe(true);
    } finally {
      await stack.remove();
    }
  });
}
