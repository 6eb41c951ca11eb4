/** Problems that the area `customers` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const customersProblems = {} as const satisfies Record<string, ProblemKind>;
