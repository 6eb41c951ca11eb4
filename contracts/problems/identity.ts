/** Problems that the area `identity` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const identityProblems = {} as const satisfies Record<string, ProblemKind>;
