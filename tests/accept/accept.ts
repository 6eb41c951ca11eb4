/** `npm run accept -- 1.4`: one line of a step at full size on a stack of its own; prints its figure last and exits 0 or 1. */
import { readdirSync } from 'node:fs';

import { sayOnTerminal as say } from '#deploy/local/progress.ts';
import { createStack } from '#deploy/local/stack.ts';
import { loadLine } from './accept-line.ts';

const lines = readdirSync(import.meta.dirname).flatMap((file) => /^(\d+\.\d+)\.ts$/.exec(file)?.[1] ?? []);
const [name = ''] = process.argv.slice(2);
if (!lines.includes(name)) {
  say(`npm run accept -- LINE, where LINE is one of ${lines.join(', ')}`);
  process.exit(2);
}
const { run, needs } = await loadLine(name);
const { servers: _servers, shortShape: _shortShape, shortIn: _shortIn, ...options } = needs;
const stack = await createStack({ shape: 'one-process', ...options, say });
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stack.remove().finally(() => process.exit(130)));
try {
  say(`accept ${name}: starting a stack of its own`);
  await stack.start();
  const { passed, figure } = await run(stack, 'full', say);
  process.stdout.write(`${name} ${passed ? 'holds' : 'does not hold'}: ${figure}\n`);
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.stdout.write(`${name} does not hold: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await stack.remove();
}
