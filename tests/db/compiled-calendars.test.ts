import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { keepCalendarVersion, latestCalendarVersion } from '#db/queries/sla.ts';
import { transaction } from '#db/transaction.ts';
import { alwaysOpenCalendar, compileCalendar, type CalendarDefinition } from '#domain/sla/calendar.ts';
import { dueAt } from '#domain/sla/compiled-calendar.ts';
import { compiledCalendar } from '#transactions/sla/compiled-calendar.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

const actor = systemActor('test');
const hourMs = 3_600_000;
const office: CalendarDefinition = {
  ...{ id: 'office', version: 1, timeZone: 'Europe/Berlin', exceptions: [] },
  week: { mon: [['08:00', '16:00']], tue: [['08:00', '16:00']], thu: [['08:00', '16:00']] },
};

let database: TestDatabase;
let db: Db<'orders'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('orders');
  await transaction(db, actor, async (t) => {
    await keepCalendarVersion(t, office);
    await keepCalendarVersion(t, { ...office, version: 2, week: { mon: [['10:00', '11:00']] } });
    await keepCalendarVersion(t, alwaysOpenCalendar);
  });
});
afterAll(() => database.drop());

const compiled = (id: string, version: number, around: string, until?: string) =>
  transaction(db, actor, (t) => compiledCalendar(t, id, version, around, until));
const decades = async () => {
  const rows = await db.selectFrom('compiledCalendars').select(['version', 'decade']).orderBy('decade').execute();
  return rows.map(({ version, decade }) => `${version} ${decade}`);
};

describe('a version of a calendar', () => {
  test('stays as it was when a later one arrives', async () => {
    const monday = '2026-03-02T07:00:00.000Z';
    const [first, second] = [await compiled('office', 1, monday), await compiled('office', 2, monday)];

    expect(dueAt(first, monday, 8 * hourMs)).toEqual({ ok: true, at: '2026-03-02T15:00:00.000Z' });
    expect(dueAt(second, monday, hourMs)).toEqual({ ok: true, at: '2026-03-02T10:00:00.000Z' });
    expect(await latestCalendarVersion(db, 'office')).toBe(2);
  });

  test('is compiled once, stored, and read again by a process that has just started', async () => {
    await compiled('office', 1, '2026-03-02T07:00:00.000Z');
    const before = await decades();
    const restarted = database.connect('orders');
    const again = await transaction(restarted, actor, (t) =>
      compiledCalendar(t, 'office', 1, '2026-05-04T07:00:00.000Z'),
    );

    expect(await decades()).toEqual(before);
    const span = { fromDate: '2020-01-01', toDate: '2030-01-01', tzVersion: process.versions['tz'] ?? '' };
    expect(again).toEqual(compileCalendar(office, span));
  });

  test('that has not arrived is a bug of the caller', async () => {
    await expect(compiled('office', 7, '2026-03-02T07:00:00.000Z')).rejects.toThrow('has not arrived');
  });
});

describe('the span', () => {
  test.each([
    ['in the middle of a decade', '1974-05-05T00:00:00.000Z', undefined],
    ['at the beginning of a decade, wherever the clock hangs', '1970-01-01T00:00:00.000Z', undefined],
    ['at the end of a decade', '2019-12-31T23:59:59.999Z', undefined],
    ['over a turn of decades', '2018-06-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z'],
    ['from a later instant to an earlier one', '2026-06-01T00:00:00.000Z', '2018-06-01T00:00:00.000Z'],
  ])('%s reaches from before the first instant to three years after the last', async (_, around, until) => {
    const calendar = await compiled('always-open', 1, around, until);
    const instants = [around, until ?? around].map((instant) => Date.parse(instant));
    expect(calendar.from).toBeLessThan(Math.min(...instants));
    expect(calendar.until).toBeGreaterThan(Math.max(...instants) + 3 * 365 * 24 * hourMs);
    expect(calendar.opens).toHaveLength(1);
  });
});
