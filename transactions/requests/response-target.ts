/** What a request's response clock counts by: the policy that orders of the default type begin with, or the company's own target. */
import { latestCalendarVersion, latestSlaPolicy } from '#db/queries/sla.ts';
import { parameterValue, setupValue } from '#db/queries/setup-copy.ts';
import type { RequestRow } from '#db/queries/requests.ts';
import type { Transaction } from '#db/transaction.ts';
import { beginResponse, companyTarget, responseTarget, type ClockOutcome } from '#domain/requests/response-clock.ts';
import { targetFor } from '#domain/sla/target.ts';
import { compiledCalendar } from '../sla/compiled-calendar.ts';

/** The clock of a request seen from `now`, with the policy that it counts by; without a clock where nothing asks for an answer. */
export async function responseClockOf(
  t: Transaction<'orders'>,
  { submittedAt, priority }: Pick<RequestRow, 'submittedAt' | 'priority'>,
  now: string,
): Promise<ClockOutcome & Pick<RequestRow, 'slaPolicyId' | 'slaPolicyVersion'>> {
  const { slaPolicyId, slaPolicyVersion, calendarId, target } = await targetOf(t, priority);
  const none = { clock: null, news: [], slaPolicyId, slaPolicyVersion };
  if (target === null) return none;
  const version = await latestCalendarVersion(t, calendarId);
  if (version === undefined) return none;
  const calendar = await compiledCalendar(t, calendarId, version, submittedAt, now);
  return { ...none, ...beginResponse(target, submittedAt, now, calendar) };
}

/** That of the policy with which orders of the usual type begin; where it has none, the company's own. */
async function targetOf(t: Transaction<'orders'>, priority: string | null) {
  const orderType = await setupValue(t, 'order-type', await parameterValue(t, 'defaultOrderTypeId'));
  const policyId = orderType?.data.slaPolicyId ?? null;
  const policy = policyId === null ? undefined : await latestSlaPolicy(t, policyId);
  const target = policy?.targets.find((each) => each.target === responseTarget);
  if (policy !== undefined && target !== undefined) {
    const { id: slaPolicyId, version: slaPolicyVersion, calendarId } = policy;
    return { slaPolicyId, slaPolicyVersion, calendarId, target: targetFor(target, priority) };
  }
  return {
    ...{ slaPolicyId: null, slaPolicyVersion: null, calendarId: await parameterValue(t, 'calendarId') },
    target: companyTarget(await parameterValue(t, 'responseTargetMinutes')),
  };
}

/** The calendar of a clock that has begun, as far as `until`; null for a request without one. */
export async function calendarOfClock(t: Transaction<'orders'>, { sla }: Pick<RequestRow, 'sla'>, until: string) {
  return sla === null ? null : compiledCalendar(t, sla.calendarId, sla.calendarVersion, sla.startedAt, until);
}
