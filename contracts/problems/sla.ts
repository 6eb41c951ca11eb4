/** Problems that the area `sla` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const slaProblems = {} as const satisfies Record<string, ProblemKind>;
