/** Corrects what a request says while it waits: what was heard wrong on the phone, a site, how much it hurries. */
import { requestsEvents } from '#contracts/events/requests.ts';
import { lockRequest, type RequestRow } from '#db/queries/requests.ts';
import type { Transaction } from '#db/transaction.ts';
import { correctRequest } from '#domain/requests/request.ts';
import { mayRetarget } from '#domain/requests/response-clock.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { responseClockOf } from './response-target.ts';
import { saveRequest } from './save.ts';
import { missingReference, type RequestWish } from './submit.ts';

type Correction = {
  readonly [Name in Exclude<keyof RequestWish, 'requestId' | 'customerId'>]?: RequestWish[Name] | undefined;
};

/** Corrects the version that was edited; another priority counts by its own target from the submission on. */
export async function correct(
  t: Transaction<'orders'>,
  edit: { readonly requestId: string; readonly ifMatch: number },
  correction: Correction,
  now: string,
): Promise<Decision<{ requestId: string }>> {
  const request = await lockRequest(t, edit.requestId);
  if (request === undefined) return refuse('resource.unknown');
  if (request.version !== edit.ifMatch)
    return refuse('request.version-stale', { params: { sent: edit.ifMatch, current: request.version } });
  const decided = correctRequest(request);
  if (!decided.ok) return decided;
  const given = Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined));
  const corrected: RequestRow = { ...request, ...given };
  const pointer = await missingReference(t, corrected);
  if (pointer !== null) return refuse('reference.unknown', { params: { pointer } });
  const { siteId, contactId, objectId, priority, preferredAt, condition, symptom, subject, description } = corrected;
  const ids = { siteId, contactId, objectId, priority };
  const { clock, news, ...policy } = await clockAfter(t, request, corrected, now);
  const columns = { ...ids, preferredAt, condition, symptom, subject, description, ...policy };
  const event = { spec: requestsEvents.changed, data: { ...ids, dueAt: clock?.dueAt ?? null } };
  await saveRequest(t, request, { clock, news }, { columns, event }, now);
  return accept({ requestId: request.requestId });
}

async function clockAfter(t: Transaction<'orders'>, before: RequestRow, after: RequestRow, now: string) {
  const { sla: clock, slaPolicyId, slaPolicyVersion } = before;
  if (after.priority === before.priority || !mayRetarget(clock))
    return { clock, news: [], slaPolicyId, slaPolicyVersion };
  return responseClockOf(t, after, now);
}
