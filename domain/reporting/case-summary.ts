/** What a report shows of a case, folded from its events in their sequence. */
import type { Instant } from '../shared/instant.ts';

export interface CaseSummary {
  readonly caseId: string;
  readonly version: number;
  readonly number: string;
  readonly customerId: string;
  readonly category: string;
  readonly priority: string | null;
  readonly ownerId: string | null;
  readonly status: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly resultCode: string | null;
  /** From 1 to 5. */
  readonly rating: number | null;
}

type Header = Pick<CaseSummary, 'category' | 'priority' | 'ownerId' | 'status'>;

/** An event of a case in the words of this summary. */
export type CaseHappening =
  | { readonly name: 'opened'; readonly data: Header & Pick<CaseSummary, 'number' | 'customerId'> }
  | { readonly name: 'changed'; readonly data: Header }
  | { readonly name: 'closed'; readonly data: { readonly resultCode: string } }
  | { readonly name: 'reopened' }
  | { readonly name: 'rated'; readonly data: { readonly rating: number } }
  | { readonly name: 'other' };

interface HappeningOf {
  readonly caseId: string;
  readonly version: number;
  readonly occurredAt: Instant;
}

/** The case after one more event; undefined for one whose beginning was never told. */
export function caseAfter(
  before: CaseSummary | undefined,
  happening: CaseHappening,
  { caseId, version, occurredAt }: HappeningOf,
): CaseSummary | undefined {
  if (happening.name === 'opened') {
    const { number, customerId } = happening.data;
    const begun = { caseId, version, number, customerId, ...headerOf(happening.data), openedAt: occurredAt };
    return { ...begun, closedAt: null, resultCode: null, rating: null };
  }
  return before && { ...before, ...changes(happening, occurredAt), version };
}

function changes(happening: Exclude<CaseHappening, { name: 'opened' }>, at: Instant): Partial<CaseSummary> {
  switch (happening.name) {
    case 'changed':
      return headerOf(happening.data);
    case 'closed':
      return { status: 'closed', closedAt: at, resultCode: happening.data.resultCode };
    case 'reopened':
      return { status: 'open', closedAt: null, resultCode: null };
    case 'rated':
      return { rating: happening.data.rating };
    case 'other':
      return {};
    default:
      return unreachable(happening);
  }
}

function headerOf({ category, priority, ownerId, status }: Header): Header {
  return { category, priority, ownerId, status };
}

function unreachable(happening: never): never {
  throw new Error(`Unknown happening ${JSON.stringify(happening)}`);
}
