/** Problems that the area `requests` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const requestsProblems = {} as const satisfies Record<string, ProblemKind>;
