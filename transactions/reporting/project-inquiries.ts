/** What events of requests and cases change in the read models, in the words of reporting. */
import type { EventSpec } from '#contracts/events/envelope.ts';
import { caseEvents } from '#contracts/events/requests-cases.ts';
import { requestsEvents } from '#contracts/events/requests.ts';
import type { CaseHappening } from '#domain/reporting/case-summary.ts';
import type { RequestHappening } from '#domain/reporting/request-summary.ts';

/** What one event of them means here. */
export interface ProjectedInquiry {
  readonly request?: RequestHappening;
  readonly case?: CaseHappening;
}

type Read = (data: unknown) => ProjectedInquiry;

const requests = requestsEvents;
const cases = caseEvents;
const decided = (status: 'accepted' | 'rejected' | 'withdrawn'): ProjectedInquiry => ({
  request: { name: 'decided', data: { status } },
});

/** Events of requests and cases that change more than the version of what is shown. */
export const inquiryProjections: readonly (readonly [EventSpec, Read])[] = [
  [requests.submitted, (data) => ({ request: { name: 'submitted', data: requests.submitted.data.parse(data) } })],
  [requests.changed, (data) => ({ request: { name: 'changed', data: requests.changed.data.parse(data) } })],
  [requests.slaBreached, (data) => ({ request: { name: 'breached', data: requests.slaBreached.data.parse(data) } })],
  [requests.accepted, () => decided('accepted')],
  [requests.rejected, () => decided('rejected')],
  [requests.withdrawn, () => decided('withdrawn')],
  [requests.orderAdded, () => ({ request: { name: 'orderAdded' } })],
  [cases.opened, (data) => ({ case: { name: 'opened', data: cases.opened.data.parse(data) } })],
  [cases.changed, (data) => ({ case: { name: 'changed', data: cases.changed.data.parse(data) } })],
  [cases.closed, (data) => ({ case: { name: 'closed', data: cases.closed.data.parse(data) } })],
  [cases.reopened, () => ({ case: { name: 'reopened' } })],
  [cases.rated, (data) => ({ case: { name: 'rated', data: cases.rated.data.parse(data) } })],
];
