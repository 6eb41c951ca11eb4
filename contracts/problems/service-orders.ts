/** Problems that the area `service-orders` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const serviceOrdersProblems = {} as const satisfies Record<string, ProblemKind>;
