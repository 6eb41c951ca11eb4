/** A customer's request for service: submitted, then accepted as an order or rejected with a reason. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { compareInstants, type Instant } from '../shared/instant.ts';

export const requestStatuses = ['submitted', 'accepted', 'rejected'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

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

export type RequestRefusalCode =
  | 'service-request.decided'
  | 'service-request.not-yours'
  | 'service-request.submitted-later'
  | 'service-request.reason-unknown';

/** Who submits: `customerId` is set for a customer's own contact, null for the staff. */
interface Submitter {
  readonly customerId: string | null;
}

/**
 * Whether a request may be submitted, and the instant that its SLA counts from: what the staff say (a call yesterday, a
 * letter), for a customer always the present. It cannot lie ahead.
 */
export function submitRequest(
  wish: { readonly customerId: string; readonly submittedAt: Instant | null },
  by: Submitter,
  now: Instant,
): Decision<{ submittedAt: Instant }, 'service-request.not-yours' | 'service-request.submitted-later'> {
  if (by.customerId === null) {
    const submittedAt = wish.submittedAt ?? now;
    if (compareInstants(submittedAt, now) > 0) {
      return refuse('service-request.submitted-later', { params: { submittedAt, now } });
    }
    return accept({ submittedAt });
  }
  return by.customerId === wish.customerId ? accept({ submittedAt: now }) : refuse('service-request.not-yours');
}

/** Whether a request may become an order: once. */
export function acceptRequest(
  request: Pick<ServiceRequest, 'status' | 'number'>,
): Decision<{ status: 'accepted' }, 'service-request.decided'> {
  return request.status === 'submitted' ? accept({ status: 'accepted' as const }) : decided(request);
}

/** Whether a request may be turned down: while it is undecided, for a reason that rejections may have. */
export function rejectRequest(
  request: Pick<ServiceRequest, 'status' | 'number'>,
  reason: { readonly code: string; readonly known: boolean },
): Decision<{ status: 'rejected' }, 'service-request.decided' | 'service-request.reason-unknown'> {
  if (request.status !== 'submitted') return decided(request);
  if (!reason.known) return refuse('service-request.reason-unknown', { params: { reason: reason.code } });
  return accept({ status: 'rejected' as const });
}

function decided({ number, status }: Pick<ServiceRequest, 'status' | 'number'>) {
  return refuse('service-request.decided', { params: { number, status } });
}
