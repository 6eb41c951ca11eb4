/** Applies events of requests and cases to their read models, a batch at a time. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { caseSummariesOf, requestSummariesOf, saveCases, saveRequests } from '#db/queries/reporting-inquiries.ts';
import type { Transaction } from '#db/transaction.ts';
import { caseAfter, type CaseSummary } from '#domain/reporting/case-summary.ts';
import { requestAfter, type RequestSummary } from '#domain/reporting/request-summary.ts';
import type { ProjectedInquiry } from './project-inquiries.ts';

type T = Transaction<'reporting'>;

/** Requests and cases as they were before the batch, and as it changed them. */
export interface InquiryChanges {
  readonly known: {
    readonly requests: ReadonlyMap<string, RequestSummary>;
    readonly cases: ReadonlyMap<string, CaseSummary>;
  };
  readonly requests: Map<string, RequestSummary>;
  readonly cases: Map<string, CaseSummary>;
}

/** Before a batch: those of it of which earlier events were applied. */
export async function beginInquiries(
  t: T,
  generation: number,
  idsOf: (aggregate: 'request' | 'case') => readonly string[],
): Promise<InquiryChanges> {
  const known = {
    requests: await requestSummariesOf(t, generation, idsOf('request')),
    cases: await caseSummariesOf(t, generation, idsOf('case')),
  };
  return { known, requests: new Map(), cases: new Map() };
}

/** One more event. What began before these models were kept is not in them, until they are built anew. */
export function applyToInquiry(changes: InquiryChanges, event: EventEnvelope, happening: ProjectedInquiry): void {
  const { aggregateId: id, version, occurredAt } = event;
  if (happening.request !== undefined) {
    const before = changes.requests.get(id) ?? changes.known.requests.get(id);
    const after = requestAfter(before, happening.request, { requestId: id, version, occurredAt });
    if (after !== undefined) changes.requests.set(id, after);
  }
  if (happening.case !== undefined) {
    const before = changes.cases.get(id) ?? changes.known.cases.get(id);
    const after = caseAfter(before, happening.case, { caseId: id, version, occurredAt });
    if (after !== undefined) changes.cases.set(id, after);
  }
}

/** Writes what the batch changed. */
export async function saveInquiries(t: T, generation: number, { requests, cases }: InquiryChanges): Promise<void> {
  await saveRequests(t, generation, [...requests.values()]);
  await saveCases(t, generation, [...cases.values()]);
}
