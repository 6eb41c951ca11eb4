/** Test projects are the folders of tests/, by what they need to run. */
import { defineConfig } from 'vitest/config';
import type { TestProjectInlineConfiguration } from 'vitest/config';

import { LongFirst } from './tests/support/long-first.ts';

const seconds = 1_000;

/** Need nothing but files: many at once, in threads that keep their modules. */
const pure = ['domain', 'contracts', 'web'].map((name) =>
  project(name, { pool: 'threads', isolate: false, testTimeout: 10 * seconds, sequence: { groupOrder: 0 } }),
);

/** Need the SDK or files of the whole tree. */
const alone = ['replay'].map((name) => project(name, { testTimeout: 60 * seconds, sequence: { groupOrder: 0 } }));

/** Share the run's servers; each file has a database, namespace and topics of its own. */
const onServers = ['workflows', 'api', 'events'].map((name) =>
  project(name, {
    globalSetup: ['tests/global-setup.ts'],
    testTimeout: 30 * seconds,
    hookTimeout: 120 * seconds,
    sequence: { groupOrder: 1 },
  }),
);

/** Start or kill whole stacks, or open a browser. One group with those above: nobody waits for the last of them. */
const wholeStacks = ['local', 'chaos', 'accept', 'e2e'].map((name) =>
  project(name, {
    globalSetup: name === 'local' ? [] : ['tests/global-setup.ts'],
    testTimeout: 180 * seconds,
    hookTimeout: 180 * seconds,
    sequence: { groupOrder: 1 },
  }),
);

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      ...pure,
      project('architecture', {
        include: ['tests/architecture.test.ts'],
        testTimeout: 30 * seconds,
        sequence: { groupOrder: 0 },
      }),
      ...alone,
      project('db', {
        globalSetup: ['tests/support/postgres-setup.ts'],
        testTimeout: 30 * seconds,
        hookTimeout: 120 * seconds,
        sequence: { groupOrder: 1 },
      }),
      ...onServers,
      ...wholeStacks,
    ],
  },
});

function project(
  name: string,
  test: NonNullable<TestProjectInlineConfiguration['test']>,
): TestProjectInlineConfiguration {
  const include = [`tests/${name}/**/*.test.{ts,tsx}`];
  return {
    test: { name, include, pool: 'forks', isolate: false, expect: { poll: { timeout: 10 * seconds } }, ...test },
  };
}
