/** Problems that the area `invoicing` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const invoicingProblems = {} as const satisfies Record<string, ProblemKind>;
