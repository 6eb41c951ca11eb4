/** Problems that the area `inventory` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const inventoryProblems = {} as const satisfies Record<string, ProblemKind>;
