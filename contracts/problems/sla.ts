/** Problems that the area `sla` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const slaProblems = {
  'sla-policy.unknown-calendar': { status: 422, title: 'There is no such calendar' },
  'sla-policy.invalid': { status: 422, title: 'The SLA policy cannot be published' },
} as const satisfies Record<string, ProblemKind>;
