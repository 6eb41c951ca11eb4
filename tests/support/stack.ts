/** A running Callout of a test file's own, on the servers of the run. */
import { afterAll, beforeAll, inject } from 'vitest';

import { createStack } from '#deploy/local/stack.ts';
import type { Stack, StackOptions } from '#deploy/local/stack.ts';

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

function prepared(options: FileStackOptions, make: (stack: Stack) => Promise<void>): () => Stack {
  let stack: Stack | undefined;
  beforeAll(async () => {
    const { servers, ...rest } = options;
    stack = await createStack(servers === 'own' ? rest : { ...rest, servers: inject('servers') });
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
