/** What technicians are told of visits: by the events of dispatch, which carry no address. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { technicianEvents, visitEvents } from '#contracts/events/dispatch.ts';
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { systemActor } from '#contracts/roles.ts';
import { searchNotifications } from '#db/queries/notifications.ts';
import { transaction } from '#db/transaction.ts';
import { readerToAsk } from '#transactions/notifications/deliver.ts';
import { applyTechnicianEvent } from '#transactions/notifications/technicians.ts';
import { wordsOf } from '#transactions/notifications/words.ts';
import { createServiceOrder } from '#transactions/service-orders/create.ts';
import { followVisitEvent } from '#transactions/service-orders/follow-visit-event.ts';
import { staff } from '../support/http.ts';
import { aCustomer, startOfTest, startOrdersDoors } from '../support/orders-doors.ts';
import type { OrdersDoors } from '../support/orders-doors.ts';
import { eventFor } from '../support/reporting.ts';

const system = systemActor('test');
const importer = staff('importer');
const [tina, tom] = [randomUUID(), randomUUID()];

let doors: OrdersDoors;
let customerId: string;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: true });
  ({ customerId } = await aCustomer(doors, { name: 'Kurhotel Seeblick' }));
  await hear(tina, { language: 'de-AT', timeZone: 'Europe/Vienna' });
  await hear(tom, { language: 'en', timeZone: 'Europe/London' });
});
afterAll(() => doors.stop());

/** What dispatch says of a technician, who has an address unless said otherwise. */
async function hear(technicianId: string, change: object, version = 1): Promise<void> {
  const spec = version === 1 ? technicianEvents.created : technicianEvents.changed;
  const data = { technicianId, number: 'T-1', timeZone: 'UTC', active: true, hasMail: true, ...change };
  const event = eventFor(spec, { aggregateId: technicianId, version }, data);
  await transaction(doors.db, system, (t) => applyTechnicianEvent(t, event));
}

async function anOrder(more: object = {}): Promise<string> {
  const created = await transaction(doors.db, importer, (t) =>
    createServiceOrder(t, { customerId, ...more }, importer, startOfTest),
  );
  if (!created.ok) throw new Error(created.refusal.code);
  return created.orderId;
}

/** The events of one visit from 10 to 11 o'clock of the next day, unless said otherwise. */
function aVisit(orderId: string, technicianId: string, day = '2026-03-03') {
  const visitId = randomUUID();
  const place = (version: number) => ({ aggregateId: visitId, version, customerId });
  const as = (change: object = {}) => ({
    ...{ visitId, orderId, orderNumber: 'SO-7', technicianId, timeZone: 'Europe/Vienna' },
    ...{ startsAt: `${day}T10:00:00.000Z`, endsAt: `${day}T11:00:00.000Z` },
    ...{ status: 'planned' as const, overlapReasonCode: null, technicianNumber: 'T-1', reasonCode: null, ...change },
  });
  return {
    planned: eventFor(visitEvents.planned, place(1), as()),
    moved: (change: object) => eventFor(visitEvents.moved, place(2), as(change)),
    cancelled: eventFor(visitEvents.cancelled, place(2), as({ status: 'cancelled' })),
  };
}

const follow = (event: EventEnvelope) => transaction(doors.db, system, (t) => followVisitEvent(t, event));

/** What technicians were told of an order, the first first. */
async function told(orderId: string) {
  const search = { orderId, after: undefined, limit: 50 };
  const rows = await transaction(doors.db, system, (t) => searchNotifications(t, search));
  return rows
    .filter(({ recipientKind }) => recipientKind === 'technician')
    .toSorted((one, other) => (one.notificationId < other.notificationId ? -1 : 1));
}

describe('a technician with an address', () => {
  test('is told of a planned visit in the own language and on the own clock, once', async () => {
    const orderId = await anOrder();
    const { planned } = aVisit(orderId, tina);
    await follow(planned);
    await follow(planned);

    const [row, ...more] = await told(orderId);
    if (row === undefined) throw new Error('Nobody was told');
    expect(more).toEqual([]);
    expect(row).toMatchObject({ kind: 'technician.visit-planned', recipientId: tina, channel: 'mail', address: null });
    const { params, language, timeZone } = row;
    const { subject, text } = wordsOf({ kind: 'technician.visit-planned', params, language, timeZone });
    expect(subject).toMatch(/^Sie haben einen Besuch am Dienstag, 3\. März 2026.*11:00/);
    expect(text).toContain('Kurhotel Seeblick');
    expect(await readerToAsk(doors.db, row.notificationId)).toEqual({ kind: 'technician', recipientId: tina });
  });

  test('is told when the visit goes to somebody else, who is told of it too', async () => {
    const orderId = await anOrder();
    const { planned, moved } = aVisit(orderId, tina);
    await follow(planned);
    const later = { startsAt: '2026-03-04T14:00:00.000Z', endsAt: '2026-03-04T15:00:00.000Z' };
    await follow(moved({ technicianId: tom, ...later }));

    expect(
      (await told(orderId)).map(({ kind, recipientId, params }) => [kind, recipientId, params['startsAt']]),
    ).toEqual([
      ['technician.visit-planned', tina, '2026-03-03T10:00:00.000Z'],
      ['technician.visit-planned', tom, later.startsAt],
      ['technician.visit-reassigned', tina, '2026-03-03T10:00:00.000Z'],
    ]);
  });

  test('is told of another time, and of a visit that will not take place', async () => {
    const [moving, cancelling] = [await anOrder(), await anOrder()];
    const [visit, other] = [aVisit(moving, tom), aVisit(cancelling, tom)];
    await follow(visit.planned);
    await follow(visit.moved({ endsAt: '2026-03-03T12:00:00.000Z' }));
    await follow(other.planned);
    await follow(other.cancelled);

    const last = async (orderId: string) => (await told(orderId)).at(-1)?.kind;
    expect([await last(moving), await last(cancelling)]).toEqual([
      'technician.visit-moved',
      'technician.visit-cancelled',
    ]);
  });
});

describe('nobody is told', () => {
  test('of a visit that lies behind, or of an order in recorded time', async () => {
    const [past, recorded] = [await anOrder(), await anOrder({ occurredAt: '2026-03-01T09:00:00.000Z' })];
    await follow(aVisit(past, tina, '2026-03-01').planned);
    await follow(aVisit(recorded, tina).planned);

    expect([await told(past), await told(recorded)]).toEqual([[], []]);
  });

  test('who has no address, has left, or was never heard of with one', async () => {
    const [without, gone, old] = [randomUUID(), randomUUID(), randomUUID()];
    await hear(without, {});
    await hear(without, { hasMail: false }, 2);
    await hear(gone, { active: false });
    await hear(old, { hasMail: undefined });
    const orderId = await anOrder();
    for (const technicianId of [without, gone, old]) await follow(aVisit(orderId, technicianId).planned);

    expect(await told(orderId)).toEqual([]);
  });
});
