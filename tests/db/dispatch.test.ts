import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createDispatchActivities } from '#activities/dispatch.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { PlanVisitInput } from '#contracts/workflows/effects.ts';
import type { Db } from '#db/connection.ts';
import { eventsOf } from '#db/events.ts';
import { bookedSlots, findVisit, lockTechnicians } from '#db/queries/dispatch.ts';
import { transaction } from '#db/transaction.ts';
import { systemClock } from '#platform/clock.ts';
import { saveTechnician } from '#transactions/dispatch/technicians.ts';
import { stepVisit } from '#transactions/dispatch/visits.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { customerActor, staff } from '../support/http.ts';
import { gate, untilBlocked } from '../support/sessions.ts';

const dispatcher = staff('dispatcher');
const system = serviceActor('dispatch');
const day = '2027-03-01';

let database: TestDatabase;
let db: Db<'dispatch'>;
let activities: ReturnType<typeof createDispatchActivities>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('dispatch', 10);
  activities = createDispatchActivities({ db, clock: systemClock });
});
afterAll(() => database.drop());

async function aTechnician(active = true): Promise<string> {
  const wish = { name: 'Tina', timeZone: 'Europe/Berlin', active };
  const keyed = { route: 'test', key: randomUUID(), asks: wish };
  const saved = await saveTechnician(db, dispatcher, { wish, keyed, now: `${day}T00:00:00.000Z` });
  if (!saved.ok) throw new Error(saved.refusal.code);
  return saved.row.technicianId;
}

/** From 9 to 10 o'clock for an order of its own, unless said otherwise. */
function aPlan(technicianId: string, change: Partial<PlanVisitInput> = {}): PlanVisitInput {
  const orderId = randomUUID();
  return {
    key: `${orderId}/planVisit`,
    orderId,
    customerId: randomUUID(),
    orderNumber: `SO-${orderId.slice(0, 8)}`,
    visitId: randomUUID(),
    technicianId,
    startsAt: `${day}T09:00:00.000Z`,
    endsAt: `${day}T10:00:00.000Z`,
    timeZone: 'Europe/Berlin',
    overlapReasonCode: null,
    ...change,
  };
}

function read(visitId: string) {
  return transaction(db, system, (t) => findVisit(t, visitId));
}

async function factsOf(visitId: string): Promise<string[]> {
  const events = await transaction(db, system, (t) => eventsOf(t, visitId));
  expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
  return events.map((event) => event.type.replace('visit.', ''));
}

function step(visitId: string, name: 'start-work' | 'finish', at: string) {
  const keyed = { route: name, key: randomUUID(), asks: {} };
  return stepVisit(db, dispatcher, { visitId, command: { name }, at, keyed });
}

describe('planning a visit', () => {
  test('asked twice under one key it is planned once', async () => {
    const plan = aPlan(await aTechnician());

    const answers = [await activities.planVisit(plan), await activities.planVisit(plan)];

    expect(answers).toEqual([
      { ok: true, result: { visitId: plan.visitId, technicianNumber: expect.any(String) } },
      answers[0],
    ]);
    expect(await factsOf(plan.visitId)).toEqual(['planned']);
  });

  test('over another visit it is refused with that order and its times, also when asked again', async () => {
    const technicianId = await aTechnician();
    const first = aPlan(technicianId);
    await activities.planVisit(first);
    const second = aPlan(technicianId, { startsAt: `${day}T09:30:00.000Z`, endsAt: `${day}T11:00:00.000Z` });

    const refused = {
      ok: false,
      code: 'dispatch.overlap',
      params: { order: first.orderNumber, startsAt: first.startsAt, endsAt: first.endsAt },
    };

    expect([await activities.planVisit(second), await activities.planVisit(second)]).toEqual([refused, refused]);
    expect(await read(second.visitId)).toBeUndefined();
    expect(await activities.planVisit({ ...second, key: 'again', overlapReasonCode: 'emergency' })).toMatchObject({
      ok: true,
    });
    expect(await read(second.visitId)).toMatchObject({ overlapReasonCode: 'emergency' });
  });

  test('of twenty plans at once for one hour of one technician exactly one is done', async () => {
    for (let round = 0; round < 5; round += 1) {
      const technicianId = await aTechnician();

      const answers = await Promise.all(Array.from({ length: 20 }, () => activities.planVisit(aPlan(technicianId))));

      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      const booked = await transaction(db, system, (t) => bookedSlots(t, [technicianId], aPlan(technicianId)));
      expect(booked).toHaveLength(1);
    }
  });

  test('of different technicians it does not wait for the other', async () => {
    const [tina, tom] = [await aTechnician(), await aTechnician()];
    const [locked, end] = [gate(), gate()];
    const holding = transaction(db, system, async (t) => {
      await lockTechnicians(t, [tina]);
      locked.open();
      await end.opened;
    });
    await locked.opened;

    const blocked = activities.planVisit(aPlan(tina));
    await untilBlocked(database, 1);
    expect(await activities.planVisit(aPlan(tom))).toMatchObject({ ok: true });

    end.open();
    await holding;
    expect(await blocked).toMatchObject({ ok: true });
  });

  test('with an unknown or an inactive technician it is refused', async () => {
    expect(await activities.planVisit(aPlan(randomUUID()))).toMatchObject({ code: 'dispatch.unknown-technician' });
    expect(await activities.planVisit(aPlan(await aTechnician(false)))).toMatchObject({
      code: 'dispatch.technician-inactive',
    });
  });

  test('taken back before it was done, it is never done', async () => {
    const plan = aPlan(await aTechnician());

    await activities.undoPlanVisit(plan);

    expect(await activities.planVisit(plan)).toEqual({ ok: false, code: 'effect.undone', params: {} });
    expect(await read(plan.visitId)).toBeUndefined();
  });

  test('taken back after it was done, the slot is free again', async () => {
    const plan = aPlan(await aTechnician());
    await activities.planVisit(plan);

    await activities.undoPlanVisit(plan);
    await activities.undoPlanVisit(plan);

    expect(await factsOf(plan.visitId)).toEqual(['planned', 'cancelled']);
    expect(await activities.planVisit(aPlan(plan.technicianId))).toMatchObject({ ok: true });
  });
});

describe('ending the visits of an order', () => {
  test('all open ones are ended, and all come back as they were', async () => {
    const technicianId = await aTechnician();
    const working = aPlan(technicianId);
    const planned = aPlan(technicianId, {
      key: 'second',
      orderId: working.orderId,
      startsAt: `${day}T12:00:00.000Z`,
      endsAt: `${day}T13:00:00.000Z`,
    });
    await activities.planVisit(working);
    await activities.planVisit(planned);
    await step(working.visitId, 'start-work', `${day}T09:05:00.000Z`);
    const before = [await read(working.visitId), await read(planned.visitId)];
    const ending = { key: `${working.orderId}/finish`, orderId: working.orderId, at: `${day}T09:45:00.000Z` };

    const done = await activities.finishVisits(ending);
    expect(done).toEqual(await activities.finishVisits(ending));
    expect(done.ok && done.result.visitIds.toSorted()).toEqual([working.visitId, planned.visitId].toSorted());
    expect(await factsOf(working.visitId)).toEqual(['planned', 'work-started', 'finished']);

    await activities.undoFinishVisits(ending);
    const after = [await read(working.visitId), await read(planned.visitId)];
    expect(after.map((visit) => [visit?.status, visit?.times])).toEqual(
      before.map((visit) => [visit?.status, visit?.times]),
    );
    expect(await factsOf(working.visitId)).toEqual(['planned', 'work-started', 'finished', 'reopened']);
  });

  test('a finished visit tells its minutes, and no name', async () => {
    const plan = aPlan(await aTechnician());
    await activities.planVisit(plan);
    await step(plan.visitId, 'start-work', `${day}T09:00:00.000Z`);
    await step(plan.visitId, 'finish', `${day}T09:50:00.000Z`);

    const events = await transaction(db, system, (t) => eventsOf(t, plan.visitId));

    expect(events.at(-1)).toMatchObject({
      type: 'visit.finished',
      customerId: plan.customerId,
      occurredAt: `${day}T09:50:00.000Z`,
      data: { orderId: plan.orderId, times: [{ kind: 'work', technicianId: plan.technicianId, minutes: 50 }] },
    });
    expect(JSON.stringify(events)).not.toContain('Tina');
  });

  test('a visit that ends tells the hours of each local day for payroll, also when it is called off at work', async () => {
    const technicianId = await aTechnician();
    const [night, calledOff] = [aPlan(technicianId), aPlan(technicianId, { overlapReasonCode: 'emergency' })];
    for (const plan of [night, calledOff]) await activities.planVisit(plan);
    await step(night.visitId, 'start-work', `${day}T22:30:00.000Z`);
    await step(night.visitId, 'finish', '2027-03-02T00:10:00.500Z');
    await step(calledOff.visitId, 'start-work', `${day}T09:00:00.000Z`);
    await activities.cancelVisits({ key: randomUUID(), orderId: calledOff.orderId, at: `${day}T09:20:00.000Z` });

    const told = async (visitId: string) =>
      (await transaction(db, system, (t) => eventsOf(t, visitId))).at(-1)?.data['days'];
    const by = { technicianId, number: expect.stringMatching(/^T-/), externalId: null, kind: 'work' };
    expect(await told(night.visitId)).toEqual([
      { ...by, day, milliseconds: 1_800_000 },
      { ...by, day: '2027-03-02', milliseconds: 4_200_500 },
    ]);
    expect(await told(calledOff.visitId)).toEqual([{ ...by, day, milliseconds: 1_200_000 }]);
  });

  test('a cancellation taken back after somebody else took the slot stands with a reason', async () => {
    const first = aPlan(await aTechnician());
    await activities.planVisit(first);
    const ending = { key: `${first.orderId}/cancel`, orderId: first.orderId, at: `${day}T08:00:00.000Z` };
    await activities.cancelVisits(ending);
    await activities.planVisit(aPlan(first.technicianId));

    await activities.undoCancelVisits(ending);

    expect(await read(first.visitId)).toMatchObject({ status: 'planned', overlapReasonCode: 'undone' });
  });

  test('an order without open visits has nothing to end', async () => {
    const input = { key: randomUUID(), orderId: randomUUID(), at: `${day}T08:00:00.000Z` };

    expect(await activities.cancelVisits(input)).toEqual({ ok: true, result: { visitIds: [] } });
  });
});

test('a customer sees its own visits only, even where a query forgets to filter', async () => {
  const [mine, other] = [aPlan(await aTechnician()), aPlan(await aTechnician())];
  await activities.planVisit(mine);
  await activities.planVisit(other);

  const seen = await transaction(db, customerActor(mine.customerId), (t) =>
    t.selectFrom('visits').select('visitId').execute(),
  );

  expect(seen).toEqual([{ visitId: mine.visitId }]);
});
