/** Hours for payroll: by the technician's own days, over midnight and the change of clocks, in begun minutes a sum. */
import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { TechnicianHours } from '#contracts/http/dispatch-hours.ts';
import type { Db } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import type { TimeKind } from '#domain/dispatch/visit.ts';
import { mountTechnicianHours } from '#services/dispatch/routes/dispatch-hours.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { staff, startTestHttp } from '#tests/support/http.ts';
import type { TestHttp } from '#tests/support/http.ts';
import * as z from 'zod';

let database: TestDatabase;
let db: Db<'dispatch'>;
let http: TestHttp;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('dispatch');
  http = await startTestHttp((app) => mountTechnicianHours(app, { db }));
});
afterAll(async () => {
  await http[Symbol.asyncDispose]();
  await database.drop();
});

const billing = staff('billing');

type Stretch = readonly [kind: TimeKind, startedAt: string, endedAt: string | null];

/** A technician in Berlin with a visit on which these times were recorded. */
async function worked(name: string, stretches: readonly Stretch[]): Promise<string> {
  const technicianId = randomUUID();
  const [visitId, customerId] = [randomUUID(), randomUUID()];
  const at = '2026-01-01T00:00:00.000Z';
  await transaction(db, staff('dispatcher'), async (t) => {
    const number = `T-${technicianId.slice(0, 8)}`;
    const technician = {
      technicianId,
      version: 1,
      number,
      externalId: null,
      name,
      timeZone: 'Europe/Berlin',
      team: 'North',
    };
    await t
      .insertInto('technicians')
      .values({ ...technician, active: true, createdAt: at })
      .execute();
    const slot = { startsAt: at, endsAt: '2026-01-01T01:00:00.000Z', timeZone: 'Europe/Berlin', lastAt: at };
    const visit = {
      visitId,
      version: 1,
      customerId,
      orderId: randomUUID(),
      orderNumber: 'SO-1',
      technicianId,
      ...slot,
    };
    await t
      .insertInto('visits')
      .values({ ...visit, status: 'finished' })
      .execute();
    const times = stretches.map(([kind, startedAt, endedAt], position) => ({
      ...{ visitId, position, customerId, kind, technicianId, startedAt, endedAt },
    }));
    await t.insertInto('visitTimes').values(times).execute();
  });
  return technicianId;
}

async function hours(query: string) {
  const answer = await http.send(`/v1/technician-hours?${query}`, { as: billing });
  const { items } = z.object({ items: z.array(TechnicianHours) }).parse(answer.json());
  return items.map(({ day, kind, minutes }) => [day, kind, minutes]);
}

test('a night over midnight and the change of clocks counts to both local days, as long as it really was', async () => {
  const technicianId = await worked('Nora', [['work', '2026-03-28T22:30:00.000Z', '2026-03-29T01:30:00.000Z']]);

  expect(await hours(`from=2026-03-01&to=2026-03-31&technicianId=${technicianId}`)).toEqual([
    ['2026-03-28', 'work', 30],
    ['2026-03-29', 'work', 150],
  ]);
  expect(await hours(`from=2026-03-29&to=2026-03-29&technicianId=${technicianId}`)).toEqual([
    ['2026-03-29', 'work', 150],
  ]);
  expect(await hours(`from=2026-03-30&to=2026-03-31&technicianId=${technicianId}`)).toEqual([]);
});

test('stretches are summed by day and kind before a begun minute counts, and what still runs does not', async () => {
  const technicianId = await worked('Timo', [
    ['travel', '2026-05-04T08:00:00.000Z', '2026-05-04T08:00:30.500Z'],
    ['travel', '2026-05-04T09:00:00.000Z', '2026-05-04T09:00:30.500Z'],
    ['work', '2026-05-04T10:00:00.000Z', null],
  ]);

  expect(await hours(`from=2026-05-01&to=2026-05-31&technicianId=${technicianId}`)).toEqual([
    ['2026-05-04', 'travel', 2],
  ]);
});

test('the file has the same, and a name that a spreadsheet would carry out is text', async () => {
  const technicianId = await worked('=1+1', [['work', '2026-06-01T08:00:00.000Z', '2026-06-01T09:30:00.000Z']]);
  const path = `/v1/technician-hours.csv?from=2026-06-01&to=2026-06-30&technicianId=${technicianId}`;

  const file = await http.send(path, { as: billing });

  expect(file.headers.get('content-disposition')).toContain('technician-hours-2026-06-01-2026-06-30.csv');
  expect(file.text.trim().split('\r\n').at(-1)).toMatch(/^T-\w+,"",'=1\+1,North,2026-06-01,work,90,1\.5$/);
});

test('a period that is too long, or ends before it begins, is refused, and so is who may not see hours', async () => {
  for (const period of ['from=2026-01-01&to=2026-12-31', 'from=2026-02-01&to=2026-01-01']) {
    const answer = await http.send(`/v1/technician-hours?${period}`, { as: billing });
    expect(answer.problem()).toMatchObject({ status: 422, code: 'dispatch.period' });
  }
  const asked = await http.send('/v1/technician-hours?from=2026-01-01&to=2026-01-02', { as: staff('technician') });
  expect(asked.status).toBe(403);
});
