/** What a report shows of a customer's request, folded from its events in their sequence. */
import type { RequestStatus } from '../requests/request.ts';
import type { Instant } from '../shared/instant.ts';

export interface RequestSummary {
  readonly requestId: string;
  readonly version: number;
  readonly number: string;
  readonly customerId: string;
  readonly priority: string | null;
  readonly channel: string | null;
  readonly status: RequestStatus;
  readonly submittedAt: Instant;
  /** When it should be answered; null without a target. */
  readonly dueAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly decidedAt: Instant | null;
  /** How many orders it led to. */
  readonly orders: number;
}

interface Submitted {
  readonly number: string;
  readonly customerId: string;
  readonly priority: string | null;
  readonly submittedAt: Instant;
  readonly channel?: string | undefined;
  readonly dueAt?: Instant | null | undefined;
}

/** An event of a request in the words of this summary. */
export type RequestHappening =
  | { readonly name: 'submitted'; readonly data: Submitted }
  | { readonly name: 'changed'; readonly data: Pick<Submitted, 'priority' | 'dueAt'> }
  | { readonly name: 'breached'; readonly data: { readonly at: Instant } }
  | { readonly name: 'decided'; readonly data: { readonly status: Exclude<RequestStatus, 'submitted'> } }
  | { readonly name: 'orderAdded' }
  | { readonly name: 'other' };

interface HappeningOf {
  readonly requestId: string;
  readonly version: number;
  readonly occurredAt: Instant;
}

/** The request after one more event; undefined for one whose beginning was never told. */
export function requestAfter(
  before: RequestSummary | undefined,
  happening: RequestHappening,
  { requestId, version, occurredAt }: HappeningOf,
): RequestSummary | undefined {
  if (happening.name === 'submitted') {
    const { number, customerId, priority, submittedAt, channel = null, dueAt = null } = happening.data;
    const begun = { number, customerId, priority, submittedAt, channel, dueAt };
    return { requestId, version, ...begun, status: 'submitted', breachedAt: null, decidedAt: null, orders: 0 };
  }
  return before && { ...before, ...changes(before, happening, occurredAt), version };
}

function changes(
  request: RequestSummary,
  happening: Exclude<RequestHappening, { name: 'submitted' }>,
  at: Instant,
): Partial<RequestSummary> {
  switch (happening.name) {
    case 'changed': {
      const { priority, dueAt = request.dueAt } = happening.data;
      return { priority, dueAt };
    }
    case 'breached':
      return { breachedAt: happening.data.at };
    case 'decided': {
      const { status } = happening.data;
      return { status, decidedAt: at, orders: status === 'accepted' ? 1 : 0 };
    }
    case 'orderAdded':
      return { orders: request.orders + 1 };
    case 'other':
      return {};
    default:
      return unreachable(happening);
  }
}

/** How much of what had to be answered was answered in time; null where nothing had to be. */
export function compliance({ inTime, late }: { readonly inTime: number; readonly late: number }): number | null {
  return inTime + late === 0 ? null : inTime / (inTime + late);
}

function unreachable(happening: never): never {
  throw new Error(`Unknown happening ${JSON.stringify(happening)}`);
}
