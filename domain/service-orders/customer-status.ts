/** Where an order stands in the eyes of its customer: one word for what the stage, the visits and the waiting come to. */
import type { Instant } from '../shared/instant.ts';
import type { Waiting } from './order.ts';

/**
 * `received`: nothing is arranged yet. `planned`: a visit is. `on-the-way`, `at-work`: a technician is. `under-way`: work has begun
 * and nobody is there now. `asked`: we wait for the customer. `answered`: the customer has answered, and it is our turn.
 * `waiting`: for somebody else. `rate`: done, and the customer has not said yet how it was.
 */
export const customerStatuses = [
  'received',
  'planned',
  'on-the-way',
  'at-work',
  'under-way',
  'asked',
  'answered',
  'waiting',
  'rate',
  'done',
  'closed',
  'cancelled',
] as const;
export type CustomerStatus = (typeof customerStatuses)[number];

/** Whom an order waits for when it is its customer. */
export const waitingForCustomer = 'customer';

/** An order as far as its customer’s status follows from it. */
export interface StandingOrder {
  /** What its stage is in its stage model. */
  readonly stage: { readonly initial: boolean; readonly end: 'none' | 'done' | 'cancelled' };
  readonly waiting: Pick<Waiting, 'on' | 'since'> | null;
  readonly closedAt: Instant | null;
  readonly slaState: string | null;
  readonly visits: readonly StandingVisit[];
  /** When the customer was last asked something, and last answered. */
  readonly askedAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly isRated: boolean;
}

interface StandingVisit {
  readonly status: string;
  readonly startsAt: Instant;
}

/** The status; `visit` is the one that it is about, `isLate` says that it takes longer than was agreed. */
export function customerStatusOf<Visit extends StandingVisit>(
  order: StandingOrder & { readonly visits: readonly Visit[] },
): { readonly code: CustomerStatus; readonly visit: Visit | null; readonly isLate: boolean } {
  const visit = visitOf(order.visits);
  const code = codeOf(order, visit);
  const isOurs = order.stage.end === 'none' && order.waiting === null;
  return { code, visit: code === 'planned' ? visit : null, isLate: isOurs && order.slaState === 'breached' };
}

/** Whether the order waits for words of its customer: it says so, or the customer was asked since it began to wait. */
export function asksCustomer({
  waiting,
  stage,
  askedAt,
}: Pick<StandingOrder, 'waiting' | 'stage' | 'askedAt'>): boolean {
  if (waiting === null || stage.end !== 'none') return false;
  return waiting.on === waitingForCustomer || (askedAt !== null && askedAt >= waiting.since);
}

function codeOf(order: StandingOrder, visit: StandingVisit | null): CustomerStatus {
  const { stage, waiting, closedAt, isRated } = order;
  if (stage.end === 'cancelled') return 'cancelled';
  if (closedAt !== null) return 'closed';
  if (stage.end === 'done') return isRated ? 'done' : 'rate';
  if (waiting !== null) return waitingCodeOf(order, waiting);
  if (visit === null) return stage.initial ? 'received' : 'under-way';
  if (visit.status === 'planned') return 'planned';
  return visit.status === 'travelling' ? 'on-the-way' : visit.status === 'working' ? 'at-work' : 'under-way';
}

function waitingCodeOf(order: StandingOrder, { since }: Pick<Waiting, 'since'>): CustomerStatus {
  if (!asksCustomer(order)) return 'waiting';
  const { answeredAt, askedAt } = order;
  const isAnswered = answeredAt !== null && answeredAt >= since && (askedAt === null || answeredAt >= askedAt);
  return isAnswered ? 'answered' : 'asked';
}

/** The visit that the customer thinks of: somebody who is there or on the way, else the next one. */
function visitOf<Visit extends StandingVisit>(visits: readonly Visit[]): Visit | null {
  const open = visits
    .filter(({ status }) => status !== 'finished' && status !== 'cancelled')
    .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt));
  const under = ['working', 'travelling'].flatMap((status) => open.filter((visit) => visit.status === status));
  return under[0] ?? open.find(({ status }) => status === 'planned') ?? open[0] ?? null;
}
