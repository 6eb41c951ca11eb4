/** Problems that the area `requests` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const requestsProblems = {
  'service-request.decided': { status: 409, title: 'The request was accepted or rejected already' },
  'service-request.not-yours': { status: 403, title: 'A customer asks for its own company only' },
  'service-request.submitted-later': { status: 422, title: 'A request cannot have been submitted in the future' },
  'service-request.reason-unknown': { status: 422, title: 'That is no reason for which requests are rejected' },
} as const satisfies Record<string, ProblemKind>;
