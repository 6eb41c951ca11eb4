/** What a request's response clock counts by: the policy that orders of the default type begin with, and its calendar. */
import { latestCalendarVersion, latestSlaPolicy } from '#db/queries/sla.ts';
import { parameterValue, setupValue } from '#db/queries/setup-copy.ts';
import type { RequestRow } from '#db/queries/requests.ts';
import type { Transaction } from '#db/transaction.ts';
import { beginResponse, responseTarget, type ClockOutcome } from '#domain/requests/response-clock.ts';
import { compiledCalendar } from '../sla/compiled-calendar.ts';

/** The clock of a request seen from `now`, with the policy that it counts by; without a clock where no policy asks for an answer. */
export async function responseClockOf(
  t: Transaction<'orders'>,
  submittedAt: string,
  now: string,
): Promise<ClockOutcome & Pick<RequestRow, 'slaPolicyId' | 'slaPolicyVersion'>> {
  const none = { clock: null, news: [], slaPolicyId: null, slaPolicyVersion: null };
  const orderType = await setupValue(t, 'order-type', await parameterValue(t, 'defaultOrderTypeId'));
  const policyId = orderType?.data.slaPolicyId ?? null;
  const policy = policyId === null ? undefined : await latestSlaPolicy(t, policyId);
  const target = policy?.targets.find((each) => each.target === responseTarget);
  if (policy === undefined || target === undefined) return none;
  const version = await latestCalendarVersion(t, policy.calendarId);
  if (version === undefined) return none;
  const calendar = await compiledCalendar(t, policy.calendarId, version, submittedAt, now);
  const begun = beginResponse(target, submittedAt, now, calendar);
  return { ...begun, slaPolicyId: policy.id, slaPolicyVersion: policy.version };
}

/** The calendar of a clock that has begun, as far as `until`; null for a request without one. */
export async function calendarOfClock(t: Transaction<'orders'>, { sla }: Pick<RequestRow, 'sla'>, until: string) {
  return sla === null ? null : compiledCalendar(t, sla.calendarId, sla.calendarVersion, sla.startedAt, until);
}
