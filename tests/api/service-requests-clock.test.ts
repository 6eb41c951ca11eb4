/** The response clock at the doors: from the submission on, through acceptance into the order, and in the queue. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ServiceRequest } from '#contracts/http/requests.ts';
import type { SlaPolicy } from '#contracts/http/sla.ts';
import { eventsOf } from '#db/events.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { transaction } from '#db/transaction.ts';
import { beginRequest, decideRequest } from '#transactions/requests/for-workflow.ts';
import { staff } from '#tests/support/http.ts';
import { aCustomer, arrive, bodyOf, posted, startOfTest, startOrdersDoors } from '#tests/support/orders-doors.ts';
import type { OrdersDoors } from '#tests/support/orders-doors.ts';

let doors: OrdersDoors;
let customerId: string;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
  ({ customerId } = await aCustomer(doors));
  const answer = await doors.http.send('/v1/sla-policies/standard', {
    ...{ method: 'PUT', as: staff('administrator') },
    json: {
      ...{ name: 'Standard', calendarId: 'default' },
      targets: [
        { target: 'resolve', limitMinutes: 960, warnAtShare: 0.75 },
        { target: 'respond', limitMinutes: 120, warnAtShare: 0.5 },
      ],
    },
  });
  expect(bodyOf<SlaPolicy>(answer, 200).targets.map(({ target }) => target)).toEqual(['resolve', 'respond']);
});
afterAll(() => doors.stop());

const office = staff('customer-service-representative');
const path = '/v1/service-requests';
const events = (id: string) => transaction(doors.db, office, (t) => eventsOf(t, id));

/** 2026-03-01 is a Sunday; the office opens on Monday at 08:00 in Berlin, two hours before the clock of the tests stands. */
async function aRequest(more: object = {}): Promise<ServiceRequest> {
  const form = { customerId, subject: 'Cold', submittedAt: '2026-03-01T22:00:00.000Z', ...more };
  return bodyOf<ServiceRequest>(await doors.http.send(path, posted(office, form)), 201);
}
const accept = async ({ requestId }: ServiceRequest) =>
  bodyOf<ServiceRequest>(await doors.http.send(`${path}/${requestId}/accept`, posted(office, {})), 200);

test('a request from the night is due two working hours after the office opened, and was warned of by then', async () => {
  const request = await aRequest();
  expect(request.response).toMatchObject({ state: 'breached', dueAt: startOfTest, warnAt: '2026-03-02T08:00:00.000Z' });
  expect((await events(request.requestId)).map(({ type }) => type)).toEqual([
    'request.submitted',
    'request.sla-warned',
    'request.sla-breached',
  ]);
});

test('the workflow finds the breach once, and a late acceptance hands it to the order as it was', async () => {
  const request = await aRequest({ submittedAt: '2026-03-02T08:10:00.000Z' });
  const { requestId } = request;
  const dueAt = '2026-03-02T10:10:00.000Z';
  expect(request.response).toMatchObject({ state: 'running', dueAt });
  const view = await beginRequest(doors.db, requestId, startOfTest);
  expect(view).toMatchObject({ open: true, nextAt: '2026-03-02T09:10:00.000Z', nextWhat: 'sla-warning' });
  for (const now of [startOfTest, '2026-03-02T10:10:01.000Z', '2026-03-02T10:10:02.000Z'])
    await decideRequest(doors.db, { requestId, key: `instant/${now}`, command: { name: 'instantReached' }, now });
  const found = (await events(requestId)).filter(({ type }) => type === 'request.sla-breached');
  expect(found).toMatchObject([{ data: { at: dueAt, foundAt: '2026-03-02T10:10:01.000Z' } }]);
  doors.clock.moveTo('2026-03-02T14:00:00.000Z');

  const accepted = await accept(request);
  expect(accepted.response).toMatchObject({ state: 'met-late', breachedAt: dueAt, metAt: '2026-03-02T14:00:00.000Z' });
  const order = await transaction(doors.db, office, (t) => findOrder(t, accepted.orderId ?? ''));
  expect(order).toMatchObject({
    submittedAt: '2026-03-02T08:10:00.000Z',
    response: { breachedAt: dueAt, metAt: '2026-03-02T14:00:00.000Z' },
    sla: { target: 'resolve', startedAt: '2026-03-02T08:10:00.000Z' },
  });
  const [created] = await events(accepted.orderId ?? '');
  expect(created?.data).toMatchObject({ response: { state: 'met-late', breachedAt: dueAt } });
  doors.clock.moveTo(startOfTest);
});

test('who decides in Temporal decides once per key, is refused by code, and writes no words', async () => {
  const { requestId } = await aRequest({ submittedAt: startOfTest });
  const decide = (key: string, command: Parameters<typeof decideRequest>[1]['command']) =>
    decideRequest(doors.db, { requestId, key, command, now: startOfTest });
  const unknown = await decide('a', { name: 'reject', input: { reasonCode: 'bad-mood' } });
  expect(unknown.outcome).toMatchObject({ kind: 'refused', code: 'service-request.reason-unknown' });
  expect((await decide('b', { name: 'reject', input: {} })).outcome).toMatchObject({ code: 'request.invalid' });
  const unmade = await decide('c', { name: 'accept', input: { orderType: 'unheard-of' } });
  expect(unmade).toMatchObject({ outcome: { code: 'order.unknown-reference' }, view: { open: true } });
  const reject = { name: 'reject', input: { reasonCode: 'outside-service' } } as const;
  const once = await decide('d', reject);
  expect(once).toMatchObject({ outcome: { kind: 'done', status: 'rejected' }, view: { open: false } });
  expect(await decide('d', reject)).toEqual(once);
  expect((await decide('e', reject)).outcome).toMatchObject({ kind: 'refused', code: 'service-request.decided' });
  const seen = await doors.http.send(`${path}/${requestId}`, { as: office });
  expect(bodyOf<ServiceRequest>(seen, 200).rejection?.note).toBe('It is not a service of ours');
});

test('a request that came before requests had a clock gets it when its workflow begins', async () => {
  const { requestId } = await aRequest({ submittedAt: '2026-03-02T08:30:00.000Z' });
  await transaction(doors.db, office, (t) =>
    t
      .updateTable('requests')
      .set({ clockBegun: false, sla: null, slaState: 'none', slaDueAt: null, nextAt: null, nextWhat: null })
      .where('requestId', '=', requestId)
      .execute(),
  );
  const begun = await beginRequest(doors.db, requestId, startOfTest);
  expect(begun).toMatchObject({ sla: { state: 'running', dueAt: '2026-03-02T10:30:00.000Z' } });
  expect(await beginRequest(doors.db, requestId, startOfTest)).toEqual(begun);
});

test('the queue shows first what should be answered soonest, page by page', async () => {
  const own = await aCustomer(doors);
  const numbers: string[] = [];
  for (const minute of ['50', '10', '30']) {
    const submittedAt = `2026-03-02T08:${minute}:00.000Z`;
    numbers.push((await aRequest({ customerId: own.customerId, submittedAt })).number);
  }
  const query = `?customerId=${own.customerId}&status=submitted&sort=due&limit=2`;
  const first = await doors.http.send(`${path}${query}`, { as: office });
  const { items, nextCursor } = bodyOf<{ items: ServiceRequest[]; nextCursor: string }>(first, 200);
  const second = await doors.http.send(`${path}${query}&cursor=${nextCursor}`, { as: office });
  const rest = bodyOf<{ items: ServiceRequest[] }>(second, 200).items;
  expect([...items, ...rest].map(({ number }) => number)).toEqual([numbers[1], numbers[2], numbers[0]]);
});

describe('another limit', () => {
  const resolve = { target: 'resolve', limitMinutes: 960 };
  const respond = { target: 'respond', limitMinutes: 120, limitMinutesByPriority: { urgent: 60, low: 480 } };
  const policy = async (id: string, targets: object[]) => {
    const sent = {
      method: 'PUT',
      as: staff('administrator'),
      json: { name: 'Standard', calendarId: 'default', targets },
    };
    return bodyOf<SlaPolicy>(await doors.http.send(`/v1/sla-policies/${id}`, sent), 200);
  };
  const morning = { submittedAt: '2026-03-02T08:30:00.000Z' };

  test('holds for the priority that has one, and follows a corrected priority until it is breached', async () => {
    expect((await policy('standard', [resolve, respond])).targets[1]).toMatchObject(respond);
    const urgent = await aRequest({ ...morning, priority: 'urgent' });
    const usual = await aRequest(morning);
    expect([urgent.response?.dueAt, usual.response?.dueAt]).toEqual([
      '2026-03-02T09:30:00.000Z',
      '2026-03-02T10:30:00.000Z',
    ]);

    const correct = async (request: ServiceRequest, priority: string) => {
      const headers = { 'if-match': `"${request.version}"` };
      const answer = await doors.http.send(`${path}/${request.requestId}`, {
        ...{ method: 'PATCH', as: office, json: { priority }, headers },
      });
      return bodyOf<ServiceRequest>(answer, 200);
    };
    expect((await correct(usual, 'urgent')).response?.dueAt).toBe('2026-03-02T09:30:00.000Z');
    const late = await aRequest({ submittedAt: '2026-03-02T07:10:00.000Z', priority: 'urgent' });
    expect((await correct(late, 'low')).response).toMatchObject({ state: 'breached', dueAt: late.response?.dueAt });
  });

  test('is the company’s own where no policy says when to answer', async () => {
    await policy('standard', [resolve]);
    expect((await aRequest(morning)).response).toBeNull();
    await arrive(doors, 'parameter', 'responseTargetMinutes', { value: 45 });
    expect((await aRequest(morning)).response?.dueAt).toBe('2026-03-02T09:15:00.000Z');
    await policy('standard', [resolve, respond]);
    expect((await aRequest(morning)).response?.dueAt).toBe('2026-03-02T10:30:00.000Z');
  });
});
