/** A request that came at night breaches its response target on time, with nobody at a screen, and a late acceptance leaves that as it was. */
import { randomUUID } from 'node:crypto';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { requestsEvents } from '#contracts/events/requests.ts';
import { customerRoutes } from '#contracts/http/customers.ts';
import { notificationRoutes } from '#contracts/http/notifications.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { slaRoutes } from '#contracts/http/sla.ts';
import { systemActor } from '#contracts/roles.ts';
import { serviceRequestWorkflowId } from '#contracts/workflows/service-request.ts';
import { connectDatabase } from '#db/connection.ts';
import { eventsOf } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { callAs, type TokenCall } from '../support/call-as.ts';
import { eventually } from '../support/eventually.ts';
import { connectToTemporalOf } from '../support/order-temporal.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

const minuteMs = 60_000;
const limitMinutes = 4;
/** The office is open for this long every morning, and as long every evening; between them lies the night. */
const openMinutes = 30;
const nightMinutes = 9 * 60;

interface Night {
  readonly opensAt: number;
  readonly submittedAt: number;
  readonly dueAt: number;
}

/**
 * In full the request comes in the middle of the night and is due at a whole minute, as calendars are; in short it comes in the last
 * minutes of the evening, which count, so that it is due in a moment.
 */
function nightBefore(now: number, size: AcceptSize): Night {
  const dueAt = size === 'full' ? Math.ceil((now + 30_000) / minuteMs) * minuteMs : now + 5_000;
  if (size === 'full') {
    const opensAt = dueAt - limitMinutes * minuteMs;
    return { opensAt, dueAt, submittedAt: opensAt - (nightMinutes / 2) * minuteMs };
  }
  const opensAt = Math.floor(now / minuteMs) * minuteMs - 2 * minuteMs;
  const closedAt = opensAt - nightMinutes * minuteMs;
  return { opensAt, dueAt, submittedAt: closedAt - (limitMinutes * minuteMs - (dueAt - opensAt)) };
}

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const call = callAs(stack.url, stack.adminToken());
  const night = nightBefore(Date.now(), size);
  await publishOffice(call, night.opensAt);
  const { body: customer } = await call(customerRoutes.create, { body: { name: 'Lakeside Hotel' }, key: randomUUID() });
  const { submittedAt, dueAt } = { submittedAt: instantOf(night.submittedAt), dueAt: instantOf(night.dueAt) };
  const { body: request } = await call(serviceRequestRoutes.submit, {
    ...{ body: { customerId: customer.customerId, subject: 'No heating', channel: 'email', submittedAt } },
    key: randomUUID(),
  });
  say(`Request ${request.number} of ${submittedAt} is due at ${request.response?.dueAt}`);
  const lateMs = await breachedAlone(stack, request.requestId, dueAt);
  const { body: told } = await call(notificationRoutes.list, { query: { kind: 'request.sla-breached' } });
  const { body: accepted } = await call(serviceRequestRoutes.accept, {
    ...{ params: { requestId: request.requestId }, body: {}, key: randomUUID() },
  });
  const { body: order } = await call(serviceOrderRoutes.read, { params: { orderId: accepted.orderId ?? '' } });
  const status = await statusOf(stack, request.number);
  const within = size === 'full' ? 2_000 : 30_000;
  const checks: Readonly<Record<string, boolean>> = {
    'due when the calendar says': request.response?.dueAt === dueAt,
    'breached on time': lateMs >= 0 && lateMs <= within,
    'the staff told': told.items.some(({ requestId }) => requestId === request.requestId),
    'the breach as it was': accepted.response?.breachedAt === dueAt && accepted.response.state === 'met-late',
    'handed to the order': order.response?.breachedAt === dueAt && order.submittedAt === submittedAt,
    'the workflow at its end': status === 'COMPLETED',
  };
  const faults = Object.entries(checks).flatMap(([what, holds]) => (holds ? [] : [`not ${what}`]));
  return {
    passed: faults.length === 0,
    figure: [
      `breach at ${dueAt} recorded ${lateMs} ms after it with nobody at a screen, accepted late`,
      ...faults,
    ].join('; '),
  };
}

/** Every day, and as many target minutes as the morning has passed when the request breaches. */
async function publishOffice(call: TokenCall, opensAt: number): Promise<void> {
  const ranges = [...opening(opensAt), ...opening(opensAt - (nightMinutes + openMinutes) * minuteMs)].toSorted();
  const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ranges]));
  const calendar = { name: 'Mornings and evenings', timeZone: 'UTC', week, exceptions: [] };
  await call(setupRoutes.putCalendar, { params: { id: 'night' }, body: calendar, headers: {} });
  const targets = [
    { target: 'resolve' as const, limitMinutes: 480 },
    { target: 'respond' as const, limitMinutes, warnAtShare: 0.5 },
  ];
  const policy = { name: 'Standard', calendarId: 'night', targets };
  await eventually(() => call(slaRoutes.publish, { params: { id: 'standard' }, body: policy }), { withinMs: 30_000 });
}

/** Half an hour from an instant on as ranges of a day, two where midnight lies between. */
function opening(fromMs: number): [string, string][] {
  const from = Math.floor(fromMs / minuteMs) % 1_440;
  const to = from + openMinutes;
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  if (to <= 1_440) return [[clock(from), clock(to)]];
  return [
    [clock(from), '24:00'],
    ['00:00', clock(to - 1_440)],
  ];
}

/** Milliseconds from the due instant until the breach was recorded; the database is looked at, and nobody asks Callout. */
async function breachedAlone(stack: Stack, requestId: string, dueAt: string): Promise<number> {
  const db = connectDatabase({ url: stack.databaseUrl('orders'), service: 'orders' });
  try {
    const withinMs = Date.parse(dueAt) - Date.now() + 60_000;
    const breach = await eventually(
      async () => {
        const events: readonly EventEnvelope[] = await transaction(db, systemActor('test'), (t) =>
          eventsOf(t, requestId),
        );
        const found = events.find(({ type }) => type === requestsEvents.slaBreached.type);
        if (found === undefined) throw new Error('The breach is not recorded');
        return requestsEvents.slaBreached.data.parse(found.data);
      },
      { withinMs, everyMs: 250 },
    );
    return breach.at === dueAt ? Date.parse(breach.foundAt) - Date.parse(dueAt) : -1;
  } finally {
    await db.destroy();
  }
}

async function statusOf(stack: Stack, number: string): Promise<string> {
  const temporal = await connectToTemporalOf(stack);
  try {
    const handle = temporal.client.workflow.getHandle(serviceRequestWorkflowId(number));
    return await eventually(async () => {
      const { status } = await handle.describe();
      if (status.name === 'RUNNING') throw new Error('The workflow of the request still runs');
      return status.name;
    });
  } finally {
    await temporal.close();
  }
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}
