/** A running Callout of a test file's own, on the servers of the run. */
import { afterAll, beforeAll, inject } from 'vitest';

import { createStack } from '#deploy/local/stack.ts';
import type { Stack, StackOptions } from '#deploy/local/stack.ts';
import { cloneTemplate } from './database.ts';

export type { Stack } from '#deploy/local/stack.ts';

const startWithinMs = 120_000;
const removeWithinMs = 60_000;

/**
 * Starts a stack before the tests of this file and removes it after them. Call it at the top of the file; the function that it returns is for use in tests.
 * It shares the run's servers; `servers: 'own'` gives it its own, for tests that kill them.
 */
export function stackForThisFile(options: FileStackOptions = {}): () => Stack {
  return prepared(options, (stack) => stack.start());
}

/** The same without the product: database, roles, namespace and topics are there, nothing of ours runs. */
export function preparedStackForThisFile(options: FileStackOptions = {}): () => Stack {
  return prepared(options, (stack) => stack.prepare());
}

export interface FileStackOptions extends Omit<StackOptions, 'servers'> {
  readonly servers?: 'shared' | 'own';
}

/** A stack on the run's servers, whose database is cloned instead of migrated; or one with servers of its own. Nothing runs yet. */
export async function createTestStack({ servers, ...options }: FileStackOptions = {}): Promise<Stack> {
  if (servers === 'own') return createStack(options);
  const shared = inject('servers');
  const stack = await createStack({ ...options, servers: shared });
  await cloneTemplate(shared.adminDatabaseUrl, stack.name, stack.installation.secrets.roles);
  return stack;
}

function prepared(options: FileStackOptions, make: (stack: Stack) => Promise<void>): () => Stack {
  let stack: Stack | undefined;
  beforeAll(async () => {
    stack = await createTestStack(options);
    await make(stack);
  }, startWithinMs);
  afterAll(async () => {
    await stack?.remove();
  }, removeWithinMs);
  return () => {
    if (stack === undefined) throw new Error('The stack is there within tests only.');
    return stack;
  };
}
