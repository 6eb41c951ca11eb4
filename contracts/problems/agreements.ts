/** Problems that the area `agreements` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const agreementsProblems = {
  'agreement.customer-missing': { status: 422, title: 'Only a template is without a customer' },
  'agreement.ends-early': { status: 422, title: 'The agreement ends before it begins', pointer: '/endsOn' },
  'agreement.line-invalid': { status: 422, title: 'A line of the agreement makes no sense' },
  'agreement.line-unrelated': { status: 422, title: 'A line names an object or task that is not of the agreement' },
  'agreement.line-unknown': { status: 422, title: 'The agreement has no such line' },
  'agreement.line-stopped': { status: 409, title: 'A stopped line is not copied' },
  'agreement.line-not-valid': { status: 409, title: 'The line is not agreed for that day' },
  'agreement.relation-twice': { status: 422, title: 'An object or a task is there twice' },
  'agreement.coverage-invalid': { status: 422, title: 'A rule of the coverage makes no sense' },
  'agreement.template-with-orders': {
    status: 409,
    title: 'Orders were made from the agreement, so it cannot become a template',
    pointer: '/templateGroup',
  },
  'agreement.year-fixed': {
    status: 409,
    title: 'Orders share limits in a year of the agreement, so it goes on beginning on the same day of the year',
    pointer: '/startsOn',
  },
  'agreement.is-template': { status: 409, title: 'No order is made from a template' },
  'agreement.other-customer': { status: 422, title: 'The agreement is another customer’s' },
  'agreement.not-valid': { status: 409, title: 'The agreement is not valid on that day' },
  'agreement.suspended': { status: 409, title: 'The agreement is suspended' },
  'agreement.already-suspended': { status: 409, title: 'The agreement is suspended already' },
  'agreement.not-suspended': { status: 409, title: 'The agreement is not suspended' },
  'agreement.suspension-ends-early': { status: 422, title: 'The suspension ends before it begins', pointer: '/to' },
  'service-task.unknown': { status: 422, title: 'The register has no such task, so it needs a name' },
} as const satisfies Record<string, ProblemKind>;
