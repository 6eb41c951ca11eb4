/** Submits a customer's request: its row with the words and its clock, its events without words, and the start of its workflow. */
import { requestsEvents } from '#contracts/events/requests.ts';
import type { Actor } from '#contracts/roles.ts';
import type { StartRequest } from '#contracts/workflows/messages.ts';
import { appendEvent, appendMessage } from '#db/outbox.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { findFiles } from '#db/queries/files.ts';
import { findObject } from '#db/queries/objects.ts';
import { findRequest, insertPhotos, insertRequest, nextRequestNumber, type RequestRow } from '#db/queries/requests.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import { findContact, findSite } from '#db/queries/sites-and-contacts.ts';
import type { Transaction } from '#db/transaction.ts';
import { attachPhotos } from '#domain/requests/photos.ts';
import { submitRequest, type RequestChannel, type RequestRefusalCode } from '#domain/requests/request.ts';
import { responseSummary } from '#domain/requests/response-clock.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { tellReceived } from '../notifications/of-requests.ts';
import { responseClockOf } from './response-target.ts';
import { saveRequest } from './save.ts';

export interface RequestWish {
  readonly requestId: string;
  readonly customerId: string;
  readonly siteId: string | null;
  readonly contactId: string | null;
  readonly objectId: string | null;
  readonly subject: string;
  readonly description: string | null;
  readonly condition: string | null;
  readonly symptom: string | null;
  readonly priority: string | null;
  readonly preferredAt: string | null;
}

interface Submission extends RequestWish {
  /** Files that were uploaded as photos for the customer. */
  readonly photoIds: readonly string[];
  readonly channel: RequestChannel | null;
  /** Null for now. */
  readonly submittedAt: string | null;
}

/** Submits a request, of the actor's own company when the actor is a customer's contact. */
export async function submit(
  t: Transaction<'orders'>,
  actor: Actor,
  { photoIds, ...wish }: Submission,
  now: string,
): Promise<Decision<{ requestId: string }, RequestRefusalCode | 'reference.unknown'>> {
  const decided = submitRequest(wish, actor, now);
  if (!decided.ok) return decided;
  const pointer = await missingReference(t, wish);
  if (pointer !== null) return refuse('reference.unknown', { params: { pointer } });
  const files = await findFiles(t, photoIds);
  const attached = attachPhotos(
    photoIds.map((id) => files.get(id)),
    wish.customerId,
  );
  if (!attached.ok) return attached;
  const { submittedAt, channel } = decided;
  const { clock, news, ...policy } = await responseClockOf(t, { submittedAt, priority: wish.priority }, now);
  const row: RequestRow = {
    ...{ ...wish, submittedAt, channel, companyId, version: 1, number: await nextRequestNumber(t) },
    ...{ status: 'submitted', submittedBy: actor.principal, receivedAt: now, decidedAt: null },
    ...{ orderId: null, orderNumber: null, rejectionReasonCode: null, rejectionNote: null },
    ...{ clockBegun: true, sla: clock, ...policy, ...responseSummary(clock, 'submitted', now) },
  };
  await insertRequest(t, row);
  await insertPhotos(t, row, photoIds);
  const { requestId, customerId } = row;
  const facts = { aggregateId: requestId, version: 1, occurredAt: submittedAt, customerId, companyId };
  await appendEvent(t, requestsEvents.submitted, { ...facts, data: { ...row, dueAt: row.slaDueAt } });
  await appendMessage(t, { aggregateId: requestId, version: 1, message: await startMessageOf(t, row) });
  await tellReceived(t, row, now);
  await saveRequest(t, row, { clock, news }, null, now);
  return accept({ requestId });
}

/** What starts the workflow of a request, and what operators see of it from the first moment. */
export async function startMessageOf(t: Transaction<'orders'>, row: RequestRow): Promise<StartRequest> {
  const { requestId, number, customerId, priority, slaState, slaDueAt } = row;
  const customerRef = (await findCustomer(t, customerId))?.number ?? '';
  return { kind: 'start-request', requestId, number, customerRef, priority, slaState, slaDueAt };
}

/** The same for a request that still waits; null for one that is decided, or is not there. */
export async function startMessageOfWaiting(t: Transaction<'orders'>, requestId: string): Promise<StartRequest | null> {
  const row = await findRequest(t, requestId);
  return row?.status === 'submitted' ? startMessageOf(t, row) : null;
}

/** The JSON pointer of what is not there, or not this customer's; null when all is. */
export async function missingReference(
  t: Transaction<'orders'>,
  wish: Pick<RequestWish, 'customerId' | 'siteId' | 'contactId' | 'objectId' | 'priority'>,
): Promise<string | null> {
  const { customerId, siteId, contactId, objectId, priority } = wish;
  if ((await findCustomer(t, customerId)) === undefined) return '/customerId';
  if (siteId !== null && (await findSite(t, customerId, siteId)) === undefined) return '/siteId';
  if (contactId !== null && (await findContact(t, customerId, contactId)) === undefined) return '/contactId';
  if (objectId !== null && (await findObject(t, objectId))?.customerId !== customerId) return '/objectId';
  if (priority !== null && (await setupValue(t, 'priority', priority)) === undefined) return '/priority';
  return null;
}
