import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { eventsOf } from '#db/events.ts';
import { searchNotifications } from '#db/queries/notifications.ts';
import type { NotificationRow } from '#db/queries/notifications.ts';
import { keepPreferences, keepStaffMember } from '#db/queries/notifications-readers.ts';
import { transaction } from '#db/transaction.ts';
import { newContact, newCustomer } from '#domain/customers/customer.ts';
import { enter } from '#transactions/customers/keep.ts';
import { contactKeeper, customerKeeper } from '#transactions/customers/keepers.ts';
import { haveSentAgain, takeArrivalsWord } from '#transactions/notifications/answer.ts';
import {
  beginAttempt,
  giveUp,
  noteHandingOver,
  OvertakenAttempt,
  settleAttempt,
} from '#transactions/notifications/deliver.ts';
import type { Attempt } from '#transactions/notifications/deliver.ts';
import { tellOfFact } from '#transactions/notifications/of-orders.ts';
import { tellCustomer, tellStaff } from '#transactions/notifications/tell.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { customerActor } from '../support/http.ts';
import { anOrder } from '../support/service-orders.ts';

const now = '2026-03-02T09:00:00.000Z';
const system = systemActor('test');
const sender = { domain: 'lifts.example', publicUrl: 'https://callout.lifts.example' };

let database: TestDatabase;
let db: Db<'orders'>;
let customerId: string;
let contactId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('orders');
  [customerId, contactId] = [randomUUID(), randomUUID()];
  await transaction(db, system, async (t) => {
    const entry = { number: undefined, externalId: null };
    const owner = { customerId, version: 1 };
    const makeCustomer = (number: string) => ({
      ...{ ...newCustomer(customerId, { number, name: 'Seeblick' }), ...owner },
    });
    await enter(t, customerKeeper, { ...entry, make: makeCustomer }, now);
    const person = { name: 'Robin', email: 'robin@seeblick.example', language: 'de-AT' };
    const makeContact = (number: string) => ({ ...newContact({ number, ...person }), contactId, ...owner });
    await enter(t, contactKeeper, { ...entry, make: makeContact }, now);
    await keepStaffMember(t, { userId: randomUUID(), roles: ['administrator'], active: true });
  });
});
afterAll(() => database.drop());

const find = (orderId: string): Promise<readonly NotificationRow[]> =>
  transaction(db, system, (t) => searchNotifications(t, { orderId, after: undefined, limit: 50 }));

/** A mail to the contact about an order of its own, and how its first attempt began. */
async function aMail(): Promise<{ notificationId: string; orderId: string; attempt: Attempt }> {
  const orderId = randomUUID();
  const facts = { cause: orderId, orderId, requestId: null, customerId, at: now };
  await transaction(db, system, (t) =>
    tellCustomer(t, { ...facts, kind: 'order.completed', params: { order: 'SO-1' } }, aboutContact()),
  );
  const [row] = await find(orderId);
  const prepared = await begin(row?.notificationId ?? '');
  if (row === undefined || prepared === null) throw new Error('The mail was not begun');
  return { notificationId: row.notificationId, orderId, attempt: prepared.attempt };
}
const aboutContact = () => ({ customerId, contactId, siteId: null });
const begin = (notificationId: string, round = 1) =>
  beginAttempt(db, { notificationId, round, address: null }, sender, now);

describe('telling', () => {
  test('the same cause tells its reader once, in the reader’s language, with one start of its sending', async () => {
    const { orderId, notificationId } = await aMail();
    const facts = { cause: orderId, orderId, requestId: null, customerId, at: now };
    await transaction(db, system, (t) =>
      tellCustomer(t, { ...facts, kind: 'order.completed', params: { order: 'SO-1' } }, aboutContact()),
    );

    expect(await find(orderId)).toMatchObject([
      {
        recipientKind: 'contact',
        address: 'robin@seeblick.example',
        language: 'de',
        subject: 'Auftrag SO-1 ist erledigt',
      },
    ]);
    expect(await transaction(db, system, (t) => eventsOf(t, notificationId))).toHaveLength(1);
    const starts = await db.selectFrom('outbox').select('message').where('aggregateId', '=', notificationId).execute();
    expect(starts.filter(({ message }) => message !== null)).toHaveLength(1);
  });

  test('of the staff, who wants mail gets a line and a mail, and who cannot sign in gets neither', async () => {
    const [wants, gone] = [randomUUID(), randomUUID()];
    const orderId = randomUUID();
    await transaction(db, system, async (t) => {
      await keepStaffMember(t, { userId: wants, roles: ['dispatcher'], active: true });
      await keepStaffMember(t, { userId: gone, roles: ['dispatcher'], active: false });
      await keepPreferences(t, wants, { language: 'de', timeZone: 'Europe/Vienna', wantsMail: true });
      const params = { order: 'SO-1', customer: 'Seeblick', dueAt: now };
      const facts = { cause: orderId, orderId, requestId: null, customerId, at: now };
      await tellStaff(t, { ...facts, kind: 'order.sla-warned', params });
    });

    const rows = await find(orderId);
    expect(rows.map(({ recipientId, channel }) => [recipientId, channel]).toSorted()).toEqual([
      [wants, 'inbox'],
      [wants, 'mail'],
    ]);
    expect(rows.every(({ timeZone, language }) => timeZone === 'Europe/Vienna' && language === 'de')).toBe(true);
  });

  test('nobody is told of an order that is fed in recorded time', async () => {
    const order = anOrder({ id: randomUUID(), customerId });
    if (order.sla === null) throw new Error('The order has a clock');
    const fact = { name: 'slaBreached', data: { target: 'resolve', at: now, dueAt: now, sla: order.sla } } as const;
    await transaction(db, system, (t) => tellOfFact(t, fact, { ...order, recordedTime: true }));
    expect(await find(order.id)).toEqual([]);

    await transaction(db, system, (t) => tellOfFact(t, fact, order));
    expect((await find(order.id)).map(({ kind }) => kind)).toContain('order.sla-breached');
  });

  test('a customer reads no notification, not even of its own', async () => {
    await aMail();
    const seen = await transaction(db, customerActor(customerId), (t) =>
      searchNotifications(t, { after: undefined, limit: 50 }),
    );
    expect(seen).toEqual([]);
  });
});

describe('sending', () => {
  test('an attempt that died before it handed over is followed by another, under the same Message-ID', async () => {
    const { notificationId, attempt } = await aMail();
    const next = await begin(notificationId);

    expect(next).toMatchObject({
      attempt: { tries: attempt.tries + 1 },
      messageId: `${notificationId}.1@lifts.example`,
    });
    await expect(noteHandingOver(db, attempt)).rejects.toThrow(OvertakenAttempt);
  });

  test('an attempt that died after it handed over is not followed by another: a person is asked', async () => {
    const { notificationId, orderId, attempt } = await aMail();
    await noteHandingOver(db, attempt);

    expect(await begin(notificationId)).toBeNull();
    expect(await begin(notificationId)).toBeNull();
    const rows = await find(orderId);
    expect(rows.find((row) => row.notificationId === notificationId)?.state).toBe('uncertain');
    expect(rows.filter(({ kind }) => kind === 'mail.uncertain')).toHaveLength(1);
  });

  test('an attempt that was thought lost may still tell that the mail was taken', async () => {
    const { notificationId, attempt } = await aMail();
    await noteHandingOver(db, attempt);
    await begin(notificationId);

    expect(await settleAttempt(db, attempt, { kind: 'unknown', reason: 'late' }, now)).toBe('uncertain');
    expect(await settleAttempt(db, attempt, { kind: 'taken' }, now)).toBe('sent');
  });

  test('what the server refuses for now waits, and what it refuses for good is told to the staff', async () => {
    const { orderId, attempt } = await aMail();
    const refused = { kind: 'refused', reason: '451 later' } as const;
    expect(await settleAttempt(db, attempt, { ...refused, isFinal: false }, now)).toBe('waiting');
    expect(await settleAttempt(db, attempt, { ...refused, isFinal: true }, now)).toBe('failed');
    expect((await find(orderId)).map(({ kind }) => kind)).toContain('mail.failed');
  });

  test('three days are enough', async () => {
    const { notificationId, orderId } = await aMail();
    await giveUp(db, { notificationId, round: 1 }, now);
    const rows = await find(orderId);
    expect(rows.find((row) => row.notificationId === notificationId)?.state).toBe('failed');
  });
});

describe('a person', () => {
  test('has an uncertain mail sent again under its Message-ID, to the address that the reader has by now', async () => {
    const { notificationId, orderId, attempt } = await aMail();
    await noteHandingOver(db, attempt);
    await begin(notificationId);
    await transaction(db, system, (t) =>
      t.updateTable('contacts').set({ email: 'new@seeblick.example' }).where('contactId', '=', contactId).execute(),
    );

    expect((await transaction(db, system, (t) => haveSentAgain(t, notificationId, now))).ok).toBe(true);
    expect(await begin(notificationId)).toBeNull();
    expect(await begin(notificationId, 2)).toMatchObject({
      ...{ to: 'new@seeblick.example', messageId: `${notificationId}.1@lifts.example` },
    });
    const states = (await transaction(db, system, (t) => eventsOf(t, notificationId))).map(({ data }) => data['state']);
    expect(states).toEqual(['waiting', 'uncertain', 'waiting']);
    expect((await find(orderId)).some(({ state }) => state === 'failed')).toBe(false);
  });

  test('says that an uncertain mail has arrived, once', async () => {
    const { notificationId, attempt } = await aMail();
    await noteHandingOver(db, attempt);
    await begin(notificationId);
    const say = () => transaction(db, system, (t) => takeArrivalsWord(t, notificationId, now));

    expect((await say()).ok).toBe(true);
    expect(await say()).toMatchObject({ refusal: { code: 'notification.not-uncertain' } });
  });
});
