/** Cases at their doors: opened of a request, followed, closed with a result, rated by their customer, and nobody else's. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Case, CaseRow, OwnCase } from '#contracts/http/requests-cases.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';
import { eventsOf } from '#db/events.ts';
import { keepStaffMember } from '#db/queries/notifications-readers.ts';
import { transaction } from '#db/transaction.ts';
import { customerActor, staff } from '#tests/support/http.ts';
import { aCustomer, arrive, bodyOf, posted, startOfTest, startOrdersDoors } from '#tests/support/orders-doors.ts';
import type { OrdersDoors } from '#tests/support/orders-doors.ts';

const office = staff('customer-service-representative');
const ownerId = randomUUID();
let doors: OrdersDoors;
let customerId: string;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
  ({ customerId } = await aCustomer(doors, { email: 'desk@baker.example' }));
  await transaction(doors.db, office, (t) => keepStaffMember(t, { userId: ownerId, roles: [], active: true }));
});
afterAll(() => doors.stop());

const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const post = async (path: string, json: object) => send(`/v1/cases${path}`, posted(office, json));

async function aCase(more: object = {}): Promise<Case> {
  const form = { customerId, category: 'complaint', subject: 'Nobody called back', ...more };
  return bodyOf<Case>(await post('', form), 201);
}
async function aRequest(): Promise<ServiceRequest> {
  return bodyOf(await send('/v1/service-requests', posted(office, { customerId, subject: 'Cold' })), 201);
}
const change = (found: Case, json: object) =>
  send(`/v1/cases/${found.caseId}`, {
    ...{ method: 'PATCH', as: office, json, headers: { 'if-match': `"${found.version}"` } },
  });

test('a case is opened of a request, with an owner and a next step by a day; its events have no words', async () => {
  const request = await aRequest();
  const nextStep = { text: 'Call Robin', on: '2026-03-01' };
  const found = await aCase({ requestId: request.requestId, ownerId, nextStep, priority: 'high' });
  expect(found).toMatchObject({ status: 'open', ownerId, nextStep, isOverdue: true, priority: 'high', version: 2 });
  expect(found.number).toMatch(/^CS-\d{6}$/);
  expect(found.parts).toMatchObject([{ kind: 'request', id: request.requestId, number: request.number, isOpen: true }]);
  const events = await transaction(doors.db, office, (t) => eventsOf(t, found.caseId));
  expect(events.map(({ type }) => type)).toEqual(['case.opened', 'case.part-added']);
  expect(JSON.stringify(events)).not.toMatch(/Robin|called/);
});

test('what a case names is there, and of the same customer', async () => {
  const form = { customerId, category: 'complaint', subject: 'X' };
  expect((await post('', { ...form, category: 'weather' })).problem()).toMatchObject({
    ...{ status: 422, code: 'case.category-unknown' },
  });
  expect((await post('', { ...form, ownerId: randomUUID() })).problem()).toMatchObject({
    ...{ status: 422, errors: [{ pointer: '/ownerId' }] },
  });
  const stranger = (await aCustomer(doors)).customerId;
  const { requestId } = await aRequest();
  const refused = await post('', { ...form, customerId: stranger, requestId });
  expect(refused.problem()).toMatchObject({ status: 422, code: 'case.other-customer' });
});

test('closing asks for a result, and waits for what is open; the customer is told, and says how it was', async () => {
  const request = await aRequest();
  const found = await aCase({ requestId: request.requestId });
  const closing = { resultCode: 'solved', note: 'We called and apologised.' };
  const early = await post(`/${found.caseId}/close`, closing);
  expect(early.problem()).toMatchObject({
    status: 409,
    code: 'case.parts-open',
    detail: `Still open: ${request.number}.`,
  });
  await send(`/v1/service-requests/${request.requestId}/withdraw`, posted(office, {}));
  const unknown = await post(`/${found.caseId}/close`, { ...closing, resultCode: 'mood' });
  expect(unknown.problem()).toMatchObject({ status: 422, code: 'case.result-unknown' });
  const as = customerActor(customerId);
  const rating = (json: object) => send(`/v1/own-cases/${found.caseId}/rating`, { method: 'PUT', as, json });
  expect((await rating({ rating: 5 })).problem().code).toBe('case.rating-early');

  const closed = bodyOf<Case>(await post(`/${found.caseId}/close`, closing), 200);
  expect(closed).toMatchObject({ status: 'closed', closedAt: startOfTest, nextStep: null });
  expect(closed.result).toEqual({ code: 'solved', note: closing.note });
  const told = await send(`/v1/notifications?kind=case.closed&caseId=${found.caseId}`, { as: office });
  expect(
    bodyOf<{ items: { text: string }[] }>(told, 200)
      .items.map(({ text }) => text)
      .join(),
  ).toContain(closing.note);
  expect(bodyOf<OwnCase>(await rating({ rating: 4, text: 'In the end' }), 200)).toMatchObject({
    ...{ mayRate: true, rating: { rating: 4, text: 'In the end' }, resultNote: closing.note },
  });
  expect((await post(`/${found.caseId}/notes`, { text: 'Too late' })).problem().code).toBe('case.closed');
  const reopened = bodyOf<Case>(await post(`/${found.caseId}/reopen`, {}), 200);
  expect(reopened).toMatchObject({ status: 'open', result: null, closedAt: null, rating: { rating: 4 } });
});

test('a case is changed in the version that was seen, noted on, and gathers orders', async () => {
  const found = await aCase();
  const changed = bodyOf<Case>(
    await change(found, { status: 'waiting', nextStep: { text: 'Ask', on: '2026-03-09' } }),
    200,
  );
  expect(changed).toMatchObject({ status: 'waiting', isOverdue: false, subject: 'Nobody called back' });
  expect((await change(found, { subject: 'Other' })).status).toBe(412);
  const noted = bodyOf<Case>(await post(`/${found.caseId}/notes`, { text: 'Angry on the phone' }), 200);
  expect(noted.notes).toMatchObject([{ text: 'Angry on the phone', principal: office.principal }]);
  const { requestId } = await aRequest();
  const path = `/v1/service-requests/${requestId}/accept`;
  const { orderId } = bodyOf<ServiceRequest>(await send(path, posted(office, {})), 200);
  for (const _ of [1, 2]) await post(`/${found.caseId}/parts`, { kind: 'order', id: orderId });
  const list = await send(`/v1/cases?partId=${orderId}&status=unclosed`, { as: office });
  expect(bodyOf<{ items: CaseRow[] }>(list, 200).items.map(({ caseId }) => caseId)).toEqual([found.caseId]);
  const read = bodyOf<Case>(await send(`/v1/cases/${found.caseId}`, { as: office }), 200);
  expect(read.parts).toMatchObject([{ kind: 'order', id: orderId, isOpen: true }]);
});

test('a customer sees its own cases without what is among ourselves, and nobody else’s', async () => {
  const own = await aCustomer(doors);
  const found = await aCase({ customerId: own.customerId, ownerId });
  await post(`/${found.caseId}/notes`, { text: 'Secret' });
  const as = customerActor(own.customerId);
  const answer = await send('/v1/own-cases', { as });
  const { items } = bodyOf<{ items: OwnCase[] }>(answer, 200);
  expect(items.map(({ number }) => number)).toEqual([found.number]);
  expect(answer.text).not.toMatch(/Secret|ownerId|nextStep/);
  expect((await send(`/v1/cases/${found.caseId}`, { as })).status).toBe(403);
  const stranger = customerActor(customerId);
  const foreign = { method: 'PUT', as: stranger, json: { rating: 1 } };
  expect((await send(`/v1/own-cases/${found.caseId}/rating`, foreign)).status).toBe(404);
});

test('what is offered no more is no category of a new case, and stays that of the cases that have it', async () => {
  await arrive(doors, 'case-category', 'noise', { name: 'Noise', active: true });
  const noisy = await aCase({ category: 'noise' });
  await arrive(doors, 'case-category', 'noise', { name: 'Noise', active: false }, 2);

  const form = { customerId, category: 'noise', subject: 'Again' };
  expect((await post('', form)).problem().code).toBe('case.category-unknown');
  const headers = { 'if-match': `"${noisy.version}"` };
  const json = { category: 'noise', subject: 'Still noisy' };
  const changed = await send(`/v1/cases/${noisy.caseId}`, { method: 'PATCH', as: office, json, headers });
  expect(bodyOf<Case>(changed, 200)).toMatchObject({ category: 'noise', subject: 'Still noisy' });
});

test('a case may be part of a larger one, which is not closed before it', async () => {
  const [large, small] = [await aCase(), await aCase()];
  expect(await change(small, { parentId: large.caseId })).toMatchObject({ status: 200 });
  const read = async ({ caseId }: Case) => bodyOf<Case>(await send(`/v1/cases/${caseId}`, { as: office }), 200);
  expect(await read(small)).toMatchObject({ parentId: large.caseId, parentNumber: large.number });
  expect((await read(large)).cases).toMatchObject([{ caseId: small.caseId, number: small.number, status: 'open' }]);

  expect((await change(large, { parentId: small.caseId })).problem().code).toBe('case.circle');
  expect((await change(large, { parentId: large.caseId })).problem().code).toBe('case.circle');
  expect((await change(large, { parentId: randomUUID() })).problem().errors).toMatchObject([{ pointer: '/parentId' }]);
  const stranger = (await aCustomer(doors)).customerId;
  const foreign = { customerId: stranger, category: 'complaint', subject: 'X', parentId: large.caseId };
  expect((await post('', foreign)).problem().code).toBe('case.other-customer');

  const end = { resultCode: 'solved', note: 'Done' };
  expect((await post(`/${large.caseId}/close`, end)).problem()).toMatchObject({
    ...{ status: 409, code: 'case.parts-open', detail: `Still open: ${small.number}.` },
  });
  bodyOf(await post(`/${small.caseId}/close`, end), 200);
  bodyOf(await post(`/${large.caseId}/close`, end), 200);
  const late = await aCase();
  expect((await change(late, { parentId: large.caseId })).problem().code).toBe('case.closed');
});

test('a new case is as its category says, or the one above it; what is said of it goes before, and nothing is said too', async () => {
  const firstStep = { text: 'Call the customer', withinDays: 2 };
  await arrive(doors, 'case-category', 'heating', { name: 'Heating', active: true, ownerId, priorityId: 'high' });
  await arrive(doors, 'case-category', 'boiler', { name: 'Boiler', active: true, parentId: 'heating', firstStep });
  const today = doors.clock.now().slice(0, 10);
  const begun = await aCase({ category: 'boiler' });
  expect(begun).toMatchObject({ ownerId, priority: 'high', nextStep: { text: firstStep.text }, isOverdue: false });
  expect((begun.nextStep?.on ?? '') > today).toBe(true);
  const own = { ownerId: null, priority: 'normal', nextStep: null };
  const said = await aCase({ category: 'boiler', ...own });
  expect(said).toMatchObject(own);

  const [left, openerId] = [randomUUID(), office.principal.slice('user:'.length)];
  await transaction(doors.db, office, (t) => keepStaffMember(t, { userId: left, roles: [], active: false }));
  await arrive(doors, 'case-category', 'burner', { name: 'Burner', active: true, parentId: 'boiler', ownerId: left });
  expect(await aCase({ category: 'burner' })).toMatchObject({ ownerId: null, priority: 'high' });
  await transaction(doors.db, office, (t) => keepStaffMember(t, { userId: openerId, roles: [], active: true }));
  expect(await aCase({ category: 'burner' })).toMatchObject({ ownerId: openerId });

  const categoriesOf = async (category: string) => {
    const answer = await send(`/v1/cases?category=${category}`, { as: office });
    return bodyOf<{ items: CaseRow[] }>(answer, 200).items.map((row) => row.category);
  };
  expect(await categoriesOf('heating')).toEqual(['burner', 'burner', 'boiler', 'boiler']);
  expect(await categoriesOf('burner')).toEqual(['burner', 'burner']);
});
