/** Problems that the area `reporting` answers with. */
import type { ProblemKind } from './problem.ts';

export const reportingProblems = {
  'dead-letter.unfit': { status: 409, title: 'The event still cannot be applied' },
} as const satisfies Record<string, ProblemKind>;
