import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { InboxEntry, Notification } from '#contracts/http/notifications.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';
import { systemActor } from '#contracts/roles.ts';
import { keepStaffMember } from '#db/queries/notifications-readers.ts';
import { transaction } from '#db/transaction.ts';
import { tellStaff } from '#transactions/notifications/tell.ts';
import { customerActor, staff } from '#tests/support/http.ts';
import { aCustomer, bodyOf, posted, startOfTest, startOrdersDoors } from '#tests/support/orders-doors.ts';
import type { OrdersDoors } from '#tests/support/orders-doors.ts';

let doors: OrdersDoors;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
});
afterAll(() => doors.stop());

const send = (...args: Parameters<OrdersDoors['http']['send']>) => doors.http.send(...args);
const office = staff('customer-service-representative');

interface Inbox {
  readonly items: readonly InboxEntry[];
  readonly open: number;
}

describe('an inbox', () => {
  const dispatcher = staff('dispatcher');
  const read = async (query = '') => bodyOf<Inbox>(await send(`/v1/inbox${query}`, { as: dispatcher }), 200);
  beforeAll(() =>
    transaction(doors.db, systemActor('test'), async (t) => {
      const userId = dispatcher.principal.slice('user:'.length);
      await keepStaffMember(t, { userId, roles: ['dispatcher'], active: true });
      const facts = { cause: 'test/1', orderId: randomUUID(), requestId: null, customerId: null, at: startOfTest };
      const params = { order: 'SO-7', customer: 'Seeblick', dueAt: startOfTest };
      await tellStaff(t, { ...facts, kind: 'order.sla-breached', params });
    }),
  );

  test('is its reader’s own, in the language that the reader prefers by now', async () => {
    const wish = { language: 'de', timeZone: 'Europe/Vienna', wantsMail: false };
    const change = { method: 'PUT', as: dispatcher, json: wish };
    expect(bodyOf(await send('/v1/notification-preferences', change), 200)).toEqual(wish);

    expect(await read()).toMatchObject({ open: 1, items: [{ subject: 'Auftrag SO-7 ist überfällig' }] });
    expect(bodyOf(await send('/v1/inbox', { as: office }), 200)).toMatchObject({ open: 0, items: [] });
  });

  test('is acknowledged by its reader alone, and once', async () => {
    const [entry] = (await read()).items;
    const path = `/v1/inbox/${entry?.notificationId}/acknowledge`;
    expect((await send(path, posted(office, {}))).problem().code).toBe('resource.unknown');

    const first = bodyOf<InboxEntry>(await send(path, posted(dispatcher, {})), 200);
    const again = bodyOf<InboxEntry>(await send(path, posted(dispatcher, {})), 200);
    expect(again).toEqual(first);
    expect(first.acknowledgedAt).toBe(startOfTest);
    expect(await read('?acknowledged=false')).toMatchObject({ open: 0, items: [] });
    expect((await read('?acknowledged=true')).items).toHaveLength(1);
  });

  test('is acknowledged in part or until what was seen, and nobody else’s with it', async () => {
    const reader = staff('viewer');
    const userId = reader.principal.slice('user:'.length);
    const inboxOf = async (as = reader) => bodyOf<Inbox>(await send('/v1/inbox?acknowledged=false', { as }), 200);
    const at = (minute: number) => `2026-03-02T08:0${minute}:00.000Z`;
    const told = async (minute: number) =>
      transaction(doors.db, systemActor('test'), async (t) => {
        await keepStaffMember(t, { userId, roles: ['service-delivery-manager'], active: true });
        const facts = { orderId: randomUUID(), requestId: null, customerId: null };
        const params = { order: `SO-${minute}`, customer: 'Seeblick', dueAt: startOfTest };
        const cause = { cause: `many/${minute}`, at: at(minute), kind: 'order.sla-breached' as const };
        await tellStaff(t, { ...facts, ...cause, params });
      });
    for (const minute of [1, 2, 3, 4]) await told(minute);
    const [latest, , second] = (await inboxOf()).items;
    const many = (json: object, as = reader) => send('/v1/inbox/acknowledge', posted(as, json));

    const foreign = { notificationIds: [latest?.notificationId] };
    expect(bodyOf(await many(foreign, office), 200)).toEqual({ acknowledged: 0, open: 0 });
    const chosen = { notificationIds: [second?.notificationId, randomUUID()] };
    expect(bodyOf(await many(chosen), 200)).toEqual({ acknowledged: 1, open: 3 });
    expect(bodyOf(await many({ until: at(3) }), 200)).toEqual({ acknowledged: 2, open: 1 });
    expect((await inboxOf()).items).toMatchObject([{ notificationId: latest?.notificationId }]);
    expect(bodyOf(await many({}), 200)).toEqual({ acknowledged: 1, open: 0 });
    expect(bodyOf(await many({}), 200)).toEqual({ acknowledged: 0, open: 0 });
  });

  test('is asked for on a clock that there is', async () => {
    const json = { language: 'en', timeZone: 'Europe/Atlantis', wantsMail: true };
    const answer = await send('/v1/notification-preferences', { method: 'PUT', as: dispatcher, json });
    expect(answer.problem()).toMatchObject({ status: 422, code: 'notification.time-zone' });
  });
});

describe('messages to a customer', () => {
  const list = async (query = '') =>
    bodyOf<{ items: readonly Notification[] }>(
      await send(`/v1/notifications?channel=mail${query}`, { as: office }),
      200,
    ).items;
  const decided = (request: ServiceRequest, how: string, json: object) =>
    send(`/v1/service-requests/${request.requestId}/${how}`, posted(office, json));

  test('tell of a request that it came in and what was decided; one of yesterday is known to have come in', async () => {
    const { customerId } = await aCustomer(doors, { email: 'info@seeblick.example', language: 'de' });
    const ask = async (more: object) =>
      bodyOf<ServiceRequest>(
        await send('/v1/service-requests', posted(office, { customerId, subject: 'Cold', ...more })),
        201,
      );
    const fresh = await ask({});
    const old = await ask({ submittedAt: '2026-02-27T09:00:00.000Z' });
    bodyOf(await decided(fresh, 'accept', {}), 200);
    bodyOf(await decided(old, 'reject', { reasonCode: 'outside-service', note: 'Zu weit' }), 200);

    const told = (await list()).map(({ kind, requestId, address }) => [kind, requestId, address]);
    expect(told.toSorted()).toEqual([
      ['request.accepted', fresh.requestId, 'info@seeblick.example'],
      ['request.received', fresh.requestId, 'info@seeblick.example'],
      ['request.rejected', old.requestId, 'info@seeblick.example'],
    ]);
  });

  test('are listed by state, and one on its way is not sent again', async () => {
    expect(await list('&state=failed')).toEqual([]);
    const [mail] = await list('&state=waiting');
    const path = `/v1/notifications/${mail?.notificationId}`;

    expect((await send(`${path}/send-again`, posted(office, {}))).problem().code).toBe('notification.on-its-way');
    expect((await send(`${path}/confirm-arrival`, posted(office, {}))).problem().code).toBe(
      'notification.not-uncertain',
    );
    const unknown = await send(`/v1/notifications/${randomUUID()}/send-again`, posted(office, {}));
    expect(unknown.problem().code).toBe('resource.unknown');
  });

  test('are for the office to read', async () => {
    const { customerId } = await aCustomer(doors);
    for (const as of [staff('technician'), customerActor(customerId)])
      expect((await send('/v1/notifications', { as })).problem().code).toBe('actor.forbidden');
  });
});
