/** `npm test [-- filters and options of vitest]`: every test, closing with one line `N passed, N failed`. */
import { relative } from 'node:path';
import { parseCLI, startVitest } from 'vitest/node';
import type { TestModule, Vitest } from 'vitest/node';

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
// Whoever asks for some files may want to look at what they show.
if (filter.length === 0 && options.project === undefined) process.env['CALLOUT_TEST_PICTURES'] ??= 'none';
const vitest = await startVitest(filter, {
  ...options,
  run: true,
  watch: false,
  reporters: options.reporters ?? ['default'],
});
await vitest.close();
const { passed, failed, skipped } = countTests(vitest);
process.stdout.write(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** A file that cannot be loaded and an error outside any test count as one failed test each: nothing that went wrong is silent. */
function countTests({ state }: Vitest): { passed: number; failed: number; skipped: number } {
  const modules = state.getTestModules();
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (wanted: string) => tests.filter((test) => test.result().state === wanted).length;
  const broken = modules.filter(isBroken);
  for (const module of broken) process.stdout.write(`Could not run: ${relative('', module.moduleId)}\n`);
  const failed = count('failed') + broken.length + state.getUnhandledErrors().length;
  return { passed: count('passed'), failed, skipped: count('skipped') + count('pending') };
}

function isBroken(module: TestModule): boolean {
  return module.state() === 'failed' && ![...module.children.allTests('failed')].length;
}
