/** What a customer is told of a case that ends, and of a request: that it has come in, and what was decided; and the staff, that it waits too long. */
import { findCustomer } from '#db/queries/customers.ts';
import type { CaseRow } from '#db/queries/requests-cases.ts';
import type { RequestRow } from '#db/queries/requests.ts';
import type { Transaction } from '#db/transaction.ts';
import type { CustomerKind, NotificationParams } from '#domain/notifications/notification.ts';
import type { ClockNews } from '#domain/requests/response-clock.ts';
import { diffMs } from '#domain/shared/instant.ts';
import { tellCustomer, tellStaff } from './tell.ts';

/** A request that was submitted longer ago than this is entered for the record; the customer knows that it was received. */
const freshMs = 24 * 60 * 60_000;

export async function tellReceived(t: Transaction<'orders'>, request: RequestRow, now: string): Promise<void> {
  if (diffMs(request.submittedAt, now) > freshMs) return;
  const { number, subject } = request;
  await tell(t, request, now, { kind: 'request.received', params: { request: number, subject } });
}

export async function tellAccepted(
  t: Transaction<'orders'>,
  request: RequestRow,
  order: { readonly orderId: string; readonly orderNumber: string },
  now: string,
): Promise<void> {
  const { number, subject } = request;
  const params = { request: number, subject, order: order.orderNumber };
  await tell(t, { ...request, orderId: order.orderId }, now, { kind: 'request.accepted', params });
}

export async function tellRejected(
  t: Transaction<'orders'>,
  request: RequestRow,
  note: string,
  now: string,
): Promise<void> {
  const { number, subject } = request;
  await tell(t, request, now, { kind: 'request.rejected', params: { request: number, subject, note } });
}

/** Tells the staff that a request should be answered, or should have been; `request` is at the version of the news. */
export async function tellOfClock(
  t: Transaction<'orders'>,
  { requestId, number, version, customerId }: RequestRow,
  { name, dueAt }: ClockNews,
  at: string,
): Promise<void> {
  const customer = (await findCustomer(t, customerId))?.name ?? '–';
  const kind = name === 'slaWarned' ? 'request.sla-warned' : 'request.sla-breached';
  const about = { cause: `${requestId}/${version}`, customerId, orderId: null, requestId, at };
  await tellStaff(t, { ...about, kind, params: { request: number, customer, dueAt } });
}

/** Tells the customer how a matter ended, and asks how it was. */
export async function tellCaseClosed(
  t: Transaction<'orders'>,
  { caseId, version, customerId, contactId, number, subject }: CaseRow,
  result: string,
  at: string,
): Promise<void> {
  const params = { case: number, subject, result };
  const about = { cause: `${caseId}/${version}`, customerId, orderId: null, requestId: null, at };
  await tellCustomer(t, { ...about, kind: 'case.closed', params }, { customerId, contactId, siteId: null });
}

type Telling = {
  [Kind in CustomerKind]: { readonly kind: Kind; readonly params: NotificationParams[Kind] };
}[CustomerKind];

async function tell(t: Transaction<'orders'>, request: RequestRow, at: string, telling: Telling): Promise<void> {
  const { requestId, customerId, orderId } = request;
  await tellCustomer(
    t,
    { ...telling, cause: `${requestId}/${telling.kind}`, customerId, orderId, requestId, at },
    request,
  );
}
