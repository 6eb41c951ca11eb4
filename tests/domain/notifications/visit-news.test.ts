import { describe, expect, test } from 'vitest';

import { customerNews, visitNews } from '#domain/notifications/visit-news.ts';
import type { Appointment } from '#domain/notifications/visit-news.ts';

const now = '2026-03-02T09:00:00.000Z';
const appointment = (technicianId: string, hour: number): Appointment => ({
  technicianId,
  startsAt: `2026-03-02T${hour}:00:00.000Z`,
  endsAt: `2026-03-02T${hour + 1}:00:00.000Z`,
});
const ofTina = appointment('tina', 14);
const told = (...news: Parameters<typeof visitNews>) =>
  visitNews(...news).map(({ technicianId, kind, startsAt }) => [technicianId, kind, startsAt]);

describe('a visit that lies ahead', () => {
  test.each([
    ['planned', 'technician.visit-planned'],
    ['cancelled', 'technician.visit-cancelled'],
    ['restored', 'technician.visit-planned'],
  ] as const)('and is %s is told to whose it is', (change, kind) => {
    expect(told(change, ofTina, ofTina, now)).toEqual([['tina', kind, ofTina.startsAt]]);
  });

  test('and is moved in time is told once, with the new time', () => {
    expect(told('moved', ofTina, appointment('tina', 12), now)).toEqual([
      ['tina', 'technician.visit-moved', ofTina.startsAt],
    ]);
  });

  test('and is given to somebody else is told to both, each with the time that concerns them', () => {
    const former = appointment('tom', 12);
    expect(told('moved', ofTina, former, now)).toEqual([
      ['tina', 'technician.visit-planned', ofTina.startsAt],
      ['tom', 'technician.visit-reassigned', former.startsAt],
    ]);
  });

  test('and stays what it was for its technician is not told again', () => {
    expect(told('moved', ofTina, ofTina, now)).toEqual([]);
  });
});

describe('the customer', () => {
  test.each(['planned', 'moved', 'cancelled'] as const)('is told of a visit that is %s', (change) => {
    expect(customerNews(change, ofTina, appointment('tina', 12), now)).toBe(`visit.${change}`);
    expect(customerNews(change, ofTina, undefined, now)).toBe(`visit.${change}`);
  });

  test('is not told that a visit moved when only somebody else comes', () => {
    expect(customerNews('moved', ofTina, appointment('tom', 14), now)).toBeNull();
  });

  test('is told when the visit only ends later', () => {
    expect(customerNews('moved', ofTina, { ...ofTina, endsAt: '2026-03-02T17:00:00.000Z' }, now)).toBe('visit.moved');
  });

  test('is told nothing of what lies behind, or of an end that was taken back', () => {
    expect(customerNews('planned', { ...ofTina, startsAt: now }, undefined, now)).toBeNull();
    expect(customerNews('restored', ofTina, ofTina, now)).toBeNull();
  });
});

describe('a visit that lies behind', () => {
  const past = { ...ofTina, startsAt: '2026-03-02T08:00:00.000Z' };

  test.each(['planned', 'moved', 'cancelled', 'restored'] as const)('and is %s is told to nobody', (change) => {
    expect(visitNews(change, past, { ...past, technicianId: 'tom' }, now)).toEqual([]);
  });

  test('and is given to somebody else for later is still told to whom it was taken from', () => {
    expect(told('moved', ofTina, { ...past, technicianId: 'tom' }, now)).toEqual([
      ['tina', 'technician.visit-planned', ofTina.startsAt],
      ['tom', 'technician.visit-reassigned', past.startsAt],
    ]);
  });
});
