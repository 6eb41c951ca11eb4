/** Problems that the area `notifications` answers with. */
import type { ProblemKind } from './problem.ts';

export const notificationsProblems = {
  'notification.not-mail': { status: 409, title: 'Only an e-mail can be sent again' },
  'notification.on-its-way': { status: 409, title: 'The e-mail is on its way already' },
  'notification.not-uncertain': { status: 409, title: 'It is known already what became of the e-mail' },
  'notification.time-zone': { status: 422, title: 'That is no name of the IANA time-zone database' },
} as const satisfies Record<string, ProblemKind>;
