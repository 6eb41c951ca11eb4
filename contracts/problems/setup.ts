/** Problems that the area `setup` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const setupProblems = {
  'parameter.value': { status: 422, title: 'The parameter cannot have that value' },
  'company.currency-fixed': { status: 409, title: 'The currency of the company cannot change any more' },
  'company.logo-unknown': { status: 422, title: 'This is no picture that was uploaded as a logo' },
  'company.time-zone': { status: 422, title: 'There is no such time zone' },
  'calendar.invalid': { status: 422, title: 'The calendar cannot be published' },
  'order-type.line-invalid': { status: 422, title: 'A line that orders of the type begin with does not fit' },
  'case-category.circle': { status: 422, title: 'A category does not stand below itself' },
  'order-type.task-twice': { status: 422, title: 'A task stands there twice' },
  'setup.reference-unknown': { status: 422, title: 'The request names an entry of the set-up that does not exist' },
} as const satisfies Record<string, ProblemKind>;
