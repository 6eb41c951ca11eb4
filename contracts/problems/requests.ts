/** Problems that the area `requests` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const requestsProblems = {
  'service-request.decided': { status: 409, title: 'The request is decided already' },
  'service-request.not-yours': { status: 403, title: 'A customer asks for its own company only' },
  'service-request.submitted-later': { status: 422, title: 'A request cannot have been submitted in the future' },
  'service-request.reason-unknown': { status: 422, title: 'That is no reason for which requests are rejected' },
  'service-request.preferred-before': { status: 422, title: 'The preferred day lies before the request' },
  'service-request.not-accepted': { status: 409, title: 'Accept the request first' },
  'service-request.other-customer': { status: 422, title: 'That order is another customer’s' },
  'service-request.order-ended': { status: 409, title: 'Nothing can be added to that order any more' },
  'service-request.order-twice': { status: 409, title: 'The request is a part of that order already' },
  'case.closed': { status: 409, title: 'The case is closed' },
  'case.not-closed': { status: 409, title: 'The case is not closed' },
  'case.category-unknown': { status: 422, title: 'That is no category of cases' },
  'case.result-unknown': { status: 422, title: 'That is no result of cases' },
  'case.parts-open': { status: 409, title: 'Something of the case is still open' },
  'case.circle': { status: 422, title: 'That case is part of this one', pointer: '/parentId' },
  'case.other-customer': { status: 422, title: 'That is another customer’s' },
  'case.rating-early': { status: 409, title: 'The case is rated once it is closed' },
  'case.rating-late': { status: 409, title: 'The time for rating the case is over' },
} as const satisfies Record<string, ProblemKind>;
