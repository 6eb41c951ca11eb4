/** Problems that the area `dispatch` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const dispatchProblems = {} as const satisfies Record<string, ProblemKind>;
