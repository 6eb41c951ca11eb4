import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkSlot, overlaps } from '#domain/dispatch/slot.ts';
import type { BookedSlot, Slot } from '#domain/dispatch/slot.ts';
import { fromEpochMs } from '#domain/shared/instant.ts';

const day = '2026-03-02';
const at = (time: string) => `${day}T${time}:00.000Z`;

function slot(from: string, until: string, technicianId = 'tina'): Slot {
  return { technicianId, startsAt: at(from), endsAt: at(until), timeZone: 'Europe/Berlin' };
}

function booked(from: string, until: string, orderNumber = 'SO-1', technicianId = 'tina'): BookedSlot {
  return { ...slot(from, until, technicianId), visitId: `visit of ${orderNumber}`, orderNumber };
}

describe('booking a slot', () => {
  test('a free slot is booked and needs no reason', () => {
    expect(checkSlot(slot('10:00', '11:00'), null, [booked('08:00', '09:00')])).toEqual({ ok: true, overlaps: false });
  });

  test('one visit may begin when the other ends', () => {
    expect(checkSlot(slot('10:00', '11:00'), null, [booked('09:00', '10:00'), booked('11:00', '12:00')]).ok).toBe(true);
  });

  test('a slot within, around or across another visit is refused, naming its order and times', () => {
    for (const wish of [
      slot('10:10', '10:20'),
      slot('09:00', '12:00'),
      slot('09:30', '10:30'),
      slot('10:30', '11:30'),
    ]) {
      expect(checkSlot(wish, null, [booked('10:00', '11:00', 'SO-7')])).toEqual({
        ok: false,
        refusal: {
          code: 'dispatch.overlap',
          params: { order: 'SO-7', startsAt: at('10:00'), endsAt: at('11:00') },
          who: 'dispatcher',
        },
      });
    }
  });

  test('of several visits in the way the earliest is named', () => {
    const decision = checkSlot(slot('08:00', '18:00'), null, [
      booked('15:00', '16:00', 'SO-2'),
      booked('09:00', '10:00', 'SO-1'),
    ]);

    expect(decision).toMatchObject({ refusal: { params: { order: 'SO-1' } } });
  });

  test('an overlap that someone chose with a reason is booked', () => {
    expect(checkSlot(slot('10:00', '11:00'), 'emergency', [booked('10:30', '11:30')])).toEqual({
      ok: true,
      overlaps: true,
    });
  });

  test('visits of other technicians are never in the way', () => {
    expect(checkSlot(slot('10:00', '11:00'), null, [booked('10:00', '11:00', 'SO-1', 'tom')]).ok).toBe(true);
  });

  test.each([
    ['ends before it starts', { ...slot('11:00', '10:00') }],
    ['lasts no time', { ...slot('10:00', '10:00') }],
    ['lasts longer than 31 days', { ...slot('10:00', '11:00'), endsAt: '2026-04-02T10:00:00.001Z' }],
    ['is in a zone that nobody knows', { ...slot('10:00', '11:00'), timeZone: 'Europe/Nowhere' }],
  ])('a slot that %s is refused', (_, wish) => {
    expect(checkSlot(wish, 'any reason', [])).toMatchObject({ refusal: { code: 'dispatch.slot-invalid' } });
  });

  test('two slots overlap exactly when some minute belongs to both', () => {
    const minutes = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }));
    const span = ([start, length]: readonly [number, number]) => ({
      startsAt: fromEpochMs(start * 60_000),
      endsAt: fromEpochMs((start + length) * 60_000),
    });
    const minutesOf = ([start, length]: readonly [number, number]) => Array.from({ length }, (_, i) => start + i);

    fc.assert(
      fc.property(minutes, minutes, (a, b) => {
        const common = minutesOf(a).filter((minute) => minutesOf(b).includes(minute));
        expect(overlaps(span(a), span(b))).toBe(common.length > 0);
      }),
    );
  });
});
