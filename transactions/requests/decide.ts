/** Decides a request, once, under its lock: accepted as an order or into one, rejected with a reason, or withdrawn. */
import { requestsEvents } from '#contracts/events/requests.ts';
import type { Actor } from '#contracts/roles.ts';
import { insertRequestOrder, lockRequest, type RequestRow } from '#db/queries/requests.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import { acceptRequest, furtherOrder, rejectRequest, withdrawRequest } from '#domain/requests/request.ts';
import { endResponse } from '#domain/requests/response-clock.ts';
import { isReasonFor } from '#domain/setup/reason-code.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { tellAccepted, tellRejected } from '../notifications/of-requests.ts';
import { slaSnapshot } from '../service-orders/order-events.ts';
import { orderForRequest, type Acceptance } from './order-for-request.ts';
import { calendarOfClock } from './response-target.ts';
import { saveRequest, type RequestChange } from './save.ts';

type Decided<Code extends string = string> = Decision<{ requestId: string }, Code | 'resource.unknown'>;

/**
 * Makes the service order and accepts the request in one transaction. The order counts its SLA from the customer's submission, and
 * keeps the response clock as acceptance ended it. A refusal may follow writes: the caller must roll back.
 */
export async function acceptAsOrder(
  t: Transaction<'orders'>,
  actor: Actor,
  acceptance: Acceptance,
  now: string,
): Promise<Decided> {
  const request = await lockRequest(t, acceptance.requestId);
  if (request === undefined) return refuse('resource.unknown');
  const decided = acceptRequest(request);
  if (!decided.ok) return decided;
  const { status } = decided;
  const ended = endResponse(request.sla, status, now, await calendarOfClock(t, request, now));
  const made = await orderForRequest(t, actor, { request, acceptance, clock: ended.clock }, now);
  if (!made.ok) return made;
  const { requestId } = request;
  const { orderId, orderNumber, how } = made;
  const response = slaSnapshot(ended.clock, now);
  await insertRequestOrder(t, request, { orderId, orderNumber, how, addedAt: now });
  const event = { spec: requestsEvents.accepted, data: { orderId, orderNumber, how, response } };
  await saveRequest(t, request, ended, { columns: { status, decidedAt: now, orderId, orderNumber }, event }, now);
  await tellAccepted(t, request, { orderId, orderNumber }, now);
  return accept({ requestId });
}

/** Makes a further order of a request that was accepted, or makes it a part of a further one. The caller must roll back a refusal. */
export async function addOrder(
  t: Transaction<'orders'>,
  actor: Actor,
  acceptance: Acceptance,
  now: string,
): Promise<Decided> {
  const request = await lockRequest(t, acceptance.requestId);
  if (request === undefined) return refuse('resource.unknown');
  const decided = furtherOrder(request);
  if (!decided.ok) return decided;
  const made = await orderForRequest(t, actor, { request, acceptance, clock: request.sla }, now);
  if (!made.ok) return made;
  const { orderId, orderNumber, how } = made;
  if (!(await insertRequestOrder(t, request, { orderId, orderNumber, how, addedAt: now }))) {
    return refuse('service-request.order-twice', { params: { order: orderNumber } });
  }
  const event = { spec: requestsEvents.orderAdded, data: { orderId, orderNumber, how } };
  await saveRequest(t, request, { clock: request.sla, news: [] }, { columns: {}, event }, now);
  return accept({ requestId: request.requestId });
}

/** Turns a request down with a reason code of the set-up, and words that only the row keeps; without words, the reason's name. */
export async function reject(
  t: Transaction<'orders'>,
  rejection: { readonly requestId: string; readonly reasonCode: string; readonly note?: string | undefined },
  now: string,
): Promise<Decided> {
  const { requestId, reasonCode } = rejection;
  const request = await lockRequest(t, requestId);
  if (request === undefined) return refuse('resource.unknown');
  const reason = await setupValue(t, 'reason-code', reasonCode);
  const known = reason !== undefined && isReasonFor(reason.data, 'request-rejection');
  const decided = rejectRequest(request, { code: reasonCode, known });
  if (!decided.ok) return decided;
  const note = rejection.note ?? reason?.data.name ?? reasonCode;
  const columns = { rejectionReasonCode: reasonCode, rejectionNote: note };
  await end(
    t,
    request,
    { status: decided.status, columns, event: { spec: requestsEvents.rejected, data: { reasonCode } } },
    now,
  );
  await tellRejected(t, request, note, now);
  return accept({ requestId });
}

/** Takes a request back, for who asked. */
export async function withdraw(t: Transaction<'orders'>, requestId: string, now: string): Promise<Decided> {
  const request = await lockRequest(t, requestId);
  if (request === undefined) return refuse('resource.unknown');
  const decided = withdrawRequest(request);
  if (!decided.ok) return decided;
  const event = { spec: requestsEvents.withdrawn, data: {} };
  await end(t, request, { status: decided.status, columns: {}, event }, now);
  return accept({ requestId });
}

interface Ending extends RequestChange {
  readonly status: 'rejected' | 'withdrawn';
}

async function end(
  t: Transaction<'orders'>,
  request: RequestRow,
  { status, columns, event }: Ending,
  now: string,
): Promise<void> {
  const ended = endResponse(request.sla, status, now, await calendarOfClock(t, request, now));
  await saveRequest(t, request, ended, { columns: { ...columns, status, decidedAt: now }, event }, now);
}
