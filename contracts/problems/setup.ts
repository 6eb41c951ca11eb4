/** Problems that the area `setup` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const setupProblems = {} as const satisfies Record<string, ProblemKind>;
