/** A case: a customer's matter that somebody owns and follows, step by step, until it has a result. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { addMs, compareInstants, type Instant } from '../shared/instant.ts';

/** `waiting`: for somebody else than ourselves. */
export const caseStatuses = ['open', 'waiting', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];

/** A category or a result by its code, and whether the set-up offers it. */
export interface ListedCode {
  readonly code: string;
  readonly isOffered: boolean;
}

/** What may belong to a case. */
export const casePartKinds = ['request', 'order'] as const;
export type CasePartKind = (typeof casePartKinds)[number];

/** How long after its end a case may be rated, and the rating be changed; the same as for orders. */
const ratingMs = 30 * 24 * 60 * 60_000;

export interface StandingCase {
  readonly number: string;
  readonly customerId: string;
  readonly status: CaseStatus;
  readonly closedAt: Instant | null;
}

/** What is done next, and by which day; null for nothing. */
export type NextStep = { readonly text: string; readonly on: string } | null;

/** Whether a case may be opened: about one of the categories on offer. */
export function openCase(category: ListedCode): Decision<{ status: 'open' }, 'case.category-unknown'> {
  if (category.isOffered) return accept({ status: 'open' as const });
  return refuse('case.category-unknown', { params: { category: category.code } });
}

/** Whether a case may be about something else from now on: what it is about already stays, also when it is offered no more. */
export function recategorise(before: string, after: ListedCode): Decision<object, 'case.category-unknown'> {
  return after.code === before ? accept({}) : openCase(after);
}

/** Whether anything of a case may be changed, added or noted: until it is closed. */
export function changeCase(standing: StandingCase): Decision<Record<never, never>, 'case.closed'> {
  return standing.status === 'closed' ? closed(standing) : accept({});
}

/** Whether a request or an order may belong to a case: one of the same customer. */
export function addPart(
  standing: StandingCase,
  part: { readonly number: string; readonly customerId: string },
): Decision<Record<never, never>, 'case.closed' | 'case.other-customer'> {
  if (standing.status === 'closed') return closed(standing);
  return part.customerId === standing.customerId
    ? accept({})
    : refuse('case.other-customer', { params: { number: part.number } });
}

/** Whether a case may be part of a larger one: an open one of the same customer that is not itself part of it, by the line of cases above. */
export function belongTo(
  { caseId, customerId }: { readonly caseId: string; readonly customerId: string },
  larger: StandingCase,
  line: readonly string[],
): Decision<Record<never, never>, 'case.closed' | 'case.other-customer' | 'case.circle'> {
  if (larger.status === 'closed') return closed(larger);
  const { number } = larger;
  if (larger.customerId !== customerId) return refuse('case.other-customer', { params: { number } });
  return line.includes(caseId) ? refuse('case.circle', { params: { number } }) : accept({});
}

/**
 * Whether a case may be closed: with one of the results on offer, and not while one of its requests waits or one of its orders is
 * being worked on, nor while a case that is part of it is not closed. Its next step is over then.
 */
export function closeCase(
  standing: StandingCase,
  result: ListedCode,
  openParts: readonly string[],
): Decision<{ status: 'closed'; nextStep: NextStep }, 'case.closed' | 'case.result-unknown' | 'case.parts-open'> {
  if (standing.status === 'closed') return closed(standing);
  if (!result.isOffered) return refuse('case.result-unknown', { params: { result: result.code } });
  if (openParts.length > 0) return refuse('case.parts-open', { params: { parts: openParts.join(', ') } });
  return accept({ status: 'closed' as const, nextStep: null });
}

/** Whether a closed case goes on: its result is taken back, what the customer said of it stays. */
export function reopenCase(standing: StandingCase): Decision<{ status: 'open' }, 'case.not-closed'> {
  return standing.status === 'closed'
    ? accept({ status: 'open' as const })
    : refuse('case.not-closed', { params: { number: standing.number } });
}

/** Whether the customer may say how it was, or say it anew: once the case is closed, for thirty days. */
export function rateCase(
  { closedAt }: Pick<StandingCase, 'closedAt'>,
  now: Instant,
): Decision<Record<never, never>, 'case.rating-early' | 'case.rating-late'> {
  if (closedAt === null) return refuse('case.rating-early');
  const until = addMs(closedAt, ratingMs);
  return compareInstants(now, until) > 0 ? refuse('case.rating-late', { params: { until } }) : accept({});
}

/** Whether a next step should have been done: by the local day. */
export function isOverdue(nextStepOn: string | null, today: string): boolean {
  return nextStepOn !== null && nextStepOn < today;
}

function closed({ number }: StandingCase) {
  return refuse('case.closed', { params: { number } });
}
