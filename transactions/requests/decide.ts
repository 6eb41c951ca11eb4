/** Accepts a request as a service order, or rejects it: once, under the request's lock. */
import { requestsEvents } from '#contracts/events/requests.ts';
import type { Actor } from '#contracts/roles.ts';
import { appendEvent } from '#db/outbox.ts';
import { decideRequestRow, lockRequest, type RequestRow } from '#db/queries/requests.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import { acceptRequest, rejectRequest } from '#domain/requests/request.ts';
import { isReasonFor } from '#domain/setup/reason-code.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { tellAccepted, tellRejected } from '../notifications/of-requests.ts';
import { createServiceOrder, type Created } from '../service-orders/create.ts';

/** What the office adds to what the customer asked for. */
export interface Acceptance {
  readonly requestId: string;
  readonly orderType?: string | undefined;
  readonly priority?: string | undefined;
  readonly billToCustomerId?: string | undefined;
  readonly customerOrderNumber?: string | undefined;
}

type OrderRefusalCode = Extract<Created, { ok: false }>['refusal']['code'];

/**
 * Creates the service order and accepts the request in one transaction. The order counts its SLA from the customer's
 * submission. A refusal may follow writes: the caller must roll back.
 */
export async function acceptAsOrder(
  t: Transaction<'orders'>,
  actor: Actor,
  acceptance: Acceptance,
  now: string,
): Promise<Decision<{ requestId: string }, OrderRefusalCode | 'resource.unknown' | 'service-request.decided'>> {
  const request = await lockRequest(t, acceptance.requestId);
  if (request === undefined) return refuse('resource.unknown');
  const decided = acceptRequest(request);
  if (!decided.ok) return decided;
  const created = await createServiceOrder(t, orderOf(request, acceptance), actor, now);
  if (!created.ok) return created;
  const { requestId, number, customerId, companyId } = request;
  const order = { orderId: created.orderId, orderNumber: created.start.number };
  const version = request.version + 1;
  await decideRequestRow(t, requestId, { version, status: decided.status, decidedAt: now, ...order });
  const facts = { aggregateId: requestId, version, occurredAt: now, customerId, companyId };
  await appendEvent(t, requestsEvents.accepted, { ...facts, data: { requestId, number, customerId, ...order } });
  await tellAccepted(t, request, order, now);
  return accept({ requestId });
}

/** What the customer asked for as an order; an object opens its first repair line. */
function orderOf(request: RequestRow, acceptance: Acceptance) {
  const { requestId, customerId, siteId, contactId, objectId, subject, description, submittedAt } = request;
  const { orderType, billToCustomerId, customerOrderNumber } = acceptance;
  return {
    ...{ requestId, customerId, siteId, contactId, submittedAt, orderType, billToCustomerId, customerOrderNumber },
    priority: acceptance.priority ?? request.priority ?? undefined,
    description: description === null ? subject : `${subject}\n\n${description}`,
    repairLines: objectId === null ? [] : [{ objectId }],
  };
}

/** Turns a request down with a reason code of the set-up, and words that only the row keeps. */
export async function reject(
  t: Transaction<'orders'>,
  rejection: { readonly requestId: string; readonly reasonCode: string; readonly note: string },
  now: string,
): Promise<
  Decision<{ requestId: string }, 'resource.unknown' | 'service-request.decided' | 'service-request.reason-unknown'>
> {
  const { requestId, reasonCode, note } = rejection;
  const request = await lockRequest(t, requestId);
  if (request === undefined) return refuse('resource.unknown');
  const reason = await setupValue(t, 'reason-code', reasonCode);
  const known = reason !== undefined && isReasonFor(reason.data, 'request-rejection');
  const decided = rejectRequest(request, { code: reasonCode, known });
  if (!decided.ok) return decided;
  const { number, customerId, companyId } = request;
  const version = request.version + 1;
  const words = { rejectionReasonCode: reasonCode, rejectionNote: note };
  await decideRequestRow(t, requestId, { version, status: decided.status, decidedAt: now, ...words });
  const facts = { aggregateId: requestId, version, occurredAt: now, customerId, companyId };
  await appendEvent(t, requestsEvents.rejected, { ...facts, data: { requestId, number, customerId, reasonCode } });
  await tellRejected(t, request, note, now);
  return accept({ requestId });
}
