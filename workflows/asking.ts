/** How workflows ask for decisions: by keys that rows are found by, and loudly when there is no answer. */
import { ActivityFailure } from '@temporalio/common';
import { uuid4 } from '@temporalio/workflow';

/** What a sender calls its message, if a row can be found by it; a message without such a name is like no other. */
export function keyOf(id: unknown): string {
  const text = typeof id === 'number' ? String(id) : id;
  return typeof text === 'string' && /^[^\p{Cc}\p{Cs}]{1,500}$/u.test(text) ? text : uuid4();
}

/** A decision that cannot be had fails the workflow's task, which is seen and tried again; never the update alone. */
export async function loudly<Result>(decide: () => Promise<Result>): Promise<Result> {
  try {
    return await decide();
  } catch (error) {
    if (error instanceof ActivityFailure)
      throw new Error(`No decision: ${error.cause?.message ?? error.message}`, { cause: error });
    throw error;
  }
}
