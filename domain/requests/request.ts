/** A customer's request for service: submitted, then accepted as an order, rejected with a reason, or withdrawn. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { compareInstants, type Instant } from '../shared/instant.ts';

export const requestStatuses = ['submitted', 'accepted', 'rejected', 'withdrawn'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** How it came in; whatever the way, it waits in the same queue by the same clock. */
export const requestChannels = ['phone', 'email', 'page', 'api'] as const;
export type RequestChannel = (typeof requestChannels)[number];

export interface ServiceRequest {
  readonly requestId: string;
  readonly number: string;
  readonly companyId: string;
  readonly customerId: string;
  readonly siteId: string | null;
  readonly contactId: string | null;
  readonly objectId: string | null;
  /** Null until an order gives it that of its order type. */
  readonly priority: string | null;
  readonly submittedAt: Instant;
  readonly status: RequestStatus;
}

type Decidable = Pick<ServiceRequest, 'status' | 'number'>;

export type RequestRefusalCode =
  | 'service-request.decided'
  | 'service-request.not-yours'
  | 'service-request.submitted-later'
  | 'service-request.preferred-before'
  | 'service-request.reason-unknown';

/** Who submits: `customerId` is set for a customer's own contact, null for the staff. */
interface Submitter {
  readonly customerId: string | null;
}

interface SubmissionWish {
  readonly customerId: string;
  readonly submittedAt: Instant | null;
  readonly preferredAt: Instant | null;
  /** What the sender says; null where nothing is said. */
  readonly channel: RequestChannel | null;
}

/**
 * Whether a request may be submitted, the instant that its SLA counts from, and the way by which it came: what the staff say (a call
 * yesterday, a letter), for a customer always the present and its own page. It cannot lie ahead, nor ask for a day that was before.
 */
export function submitRequest(
  wish: SubmissionWish,
  by: Submitter,
  now: Instant,
): Decision<
  { submittedAt: Instant; channel: RequestChannel },
  'service-request.not-yours' | 'service-request.submitted-later' | 'service-request.preferred-before'
> {
  if (by.customerId !== null && by.customerId !== wish.customerId) return refuse('service-request.not-yours');
  const submittedAt = by.customerId === null ? (wish.submittedAt ?? now) : now;
  if (compareInstants(submittedAt, now) > 0) {
    return refuse('service-request.submitted-later', { params: { submittedAt, now } });
  }
  const { preferredAt } = wish;
  if (preferredAt !== null && compareInstants(preferredAt, submittedAt) < 0) {
    return refuse('service-request.preferred-before', { params: { preferredAt, submittedAt } });
  }
  return accept({ submittedAt, channel: by.customerId === null ? (wish.channel ?? 'phone') : 'page' });
}

/** Whether a request may become an order, or a part of one: once. */
export function acceptRequest(request: Decidable): Decision<{ status: 'accepted' }, 'service-request.decided'> {
  return request.status === 'submitted' ? accept({ status: 'accepted' as const }) : decided(request);
}

/** Whether a request may be turned down: while it is undecided, for a reason that rejections may have. */
export function rejectRequest(
  request: Decidable,
  reason: { readonly code: string; readonly known: boolean },
): Decision<{ status: 'rejected' }, 'service-request.decided' | 'service-request.reason-unknown'> {
  if (request.status !== 'submitted') return decided(request);
  if (!reason.known) return refuse('service-request.reason-unknown', { params: { reason: reason.code } });
  return accept({ status: 'rejected' as const });
}

/** Whether a request may be taken back by who asked, or by the staff for them: while nobody has decided it. */
export function withdrawRequest(request: Decidable): Decision<{ status: 'withdrawn' }, 'service-request.decided'> {
  return request.status === 'submitted' ? accept({ status: 'withdrawn' as const }) : decided(request);
}

/** Whether the staff may correct what a request says: while it waits. What became of it is corrected where it went. */
export function correctRequest(request: Decidable): Decision<Record<never, never>, 'service-request.decided'> {
  return request.status === 'submitted' ? accept({}) : decided(request);
}

/** Whether a further order may be made of a request: of one that was accepted, as often as the work has parts. */
export function furtherOrder(
  request: Decidable,
): Decision<Record<never, never>, 'service-request.decided' | 'service-request.not-accepted'> {
  if (request.status === 'accepted') return accept({});
  if (request.status === 'submitted')
    return refuse('service-request.not-accepted', { params: { number: request.number } });
  return decided(request);
}

/** An order that a request might become a part of. */
export interface OrderToJoin {
  readonly number: string;
  readonly customerId: string;
  /** Whether work may still be added to it. */
  readonly isOpen: boolean;
}

/** Whether a request may become a part of an order that there is: of the same customer, while work may be added to it. */
export function joinOrder(
  request: Pick<ServiceRequest, 'customerId'>,
  order: OrderToJoin,
): Decision<Record<never, never>, 'service-request.other-customer' | 'service-request.order-ended'> {
  const params = { order: order.number };
  if (order.customerId !== request.customerId) return refuse('service-request.other-customer', { params });
  return order.isOpen ? accept({}) : refuse('service-request.order-ended', { params });
}

function decided({ number, status }: Decidable) {
  return refuse('service-request.decided', { params: { number, status } });
}
