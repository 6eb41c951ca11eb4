/** Submits a customer's request: its row with the words, its event without. */
import { requestsEvents } from '#contracts/events/requests.ts';
import type { Actor } from '#contracts/roles.ts';
import { appendEvent } from '#db/outbox.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { findFiles } from '#db/queries/files.ts';
import { findObject } from '#db/queries/objects.ts';
import { insertPhotos, insertRequest, nextRequestNumber, type RequestRow } from '#db/queries/requests.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import { findContact, findSite } from '#db/queries/sites-and-contacts.ts';
import type { Transaction } from '#db/transaction.ts';
import { attachPhotos } from '#domain/requests/photos.ts';
import { submitRequest, type RequestRefusalCode } from '#domain/requests/request.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { tellReceived } from '../notifications/of-requests.ts';

interface RequestWish {
  readonly requestId: string;
  readonly customerId: string;
  readonly siteId: string | null;
  readonly contactId: string | null;
  readonly objectId: string | null;
  readonly subject: string;
  readonly description: string | null;
  readonly priority: string | null;
  /** Files that were uploaded as photos for the customer. */
  readonly photoIds: readonly string[];
  /** Null for now. */
  readonly submittedAt: string | null;
}

/** Submits a request, of the actor's own company when the actor is a customer's contact. */
export async function submit(
  t: Transaction<'orders'>,
  actor: Actor,
  { photoIds, ...wish }: RequestWish,
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
  const row: RequestRow = {
    ...wish,
    ...{ companyId, version: 1, number: await nextRequestNumber(t), status: 'submitted' },
    ...{ submittedAt: decided.submittedAt, submittedBy: actor.principal, decidedAt: null },
    ...{ orderId: null, orderNumber: null, rejectionReasonCode: null, rejectionNote: null },
  };
  await insertRequest(t, row);
  await insertPhotos(t, row, photoIds);
  const { requestId, customerId } = row;
  const facts = { aggregateId: requestId, version: 1, occurredAt: decided.submittedAt, customerId, companyId };
  await appendEvent(t, requestsEvents.submitted, { ...facts, data: row });
  await tellReceived(t, row, now);
  return accept({ requestId });
}

/** The JSON pointer of what is not there, or not this customer's; null when all is. */
async function missingReference(t: Transaction<'orders'>, wish: Omit<RequestWish, 'photoIds'>): Promise<string | null> {
  const { customerId, siteId, contactId, objectId, priority } = wish;
  if ((await findCustomer(t, customerId)) === undefined) return '/customerId';
  if (siteId !== null && (await findSite(t, customerId, siteId)) === undefined) return '/siteId';
  if (contactId !== null && (await findContact(t, customerId, contactId)) === undefined) return '/contactId';
  if (objectId !== null && (await findObject(t, objectId))?.customerId !== customerId) return '/objectId';
  if (priority !== null && (await setupValue(t, 'priority', priority)) === undefined) return '/priority';
  return null;
}
