/** Problems that the area `dispatch` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const dispatchProblems = {
  'dispatch.overlap': { status: 409, title: 'The technician has another visit at that time' },
  'dispatch.slot-invalid': {
    status: 422,
    title: 'The appointment must end after it starts, within 31 days, in a known time zone',
  },
  'dispatch.visit-status': { status: 409, title: 'The visit does not take that in its present status' },
  'dispatch.unknown-technician': { status: 422, title: 'There is no such technician' },
  'dispatch.technician-inactive': { status: 409, title: 'The technician is not active' },
  'dispatch.time-zone': { status: 422, title: 'There is no such time zone' },
  'dispatch.number-taken': { status: 409, title: 'Another technician has that number', pointer: '/number' },
  'dispatch.period': { status: 422, title: 'The period must end after it begins, within a quarter of a year' },
  'dispatch.recorded-time': { status: 422, title: 'Only importers say when something occurred' },
} as const satisfies Record<string, ProblemKind>;
