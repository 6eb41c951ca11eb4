/** The hours of a calendar as people write them. */
import { describe, expect, test } from 'vitest';

import { CalendarEntry, calendarDraft, calendarOf, rangesOf, sameDays } from '#web/features/setup/calendar-draft.ts';
import { errorsOf } from '#web/ui/form-errors.ts';

const office: [string, string][] = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];
const calendar = {
  id: 'office',
  name: 'Office',
  timeZone: 'Europe/Berlin',
  week: { mon: office, tue: office, thu: office },
  exceptions: [{ date: '2026-12-24', ranges: [], label: 'Christmas Eve' }],
};

describe('Hours of a day', () => {
  test.each([
    ['08:00-12:00, 13:00-17:00', office],
    [' 8:00 – 12:00 ; 13:00-17:00 ', office],
    ['', []],
  ])('%s are ranges', (words, ranges) => {
    expect(rangesOf(words)).toEqual(ranges);
  });

  test.each(['9 to 12', '09:00', '12:00-09:00', '09:00-12:00-15:00', '09:00-25:00'])('%s are refused', (mon) => {
    const draft = { ...calendarDraft(calendar), week: { ...calendarDraft(calendar).week, mon } };

    expect([...errorsOf(CalendarEntry, calendarOf(draft)).keys()][0]).toMatch(/^#\/week\/mon/);
  });
});

test('A calendar that nobody changed is sent as it is', () => {
  expect(calendarOf(calendarDraft(calendar))).toEqual(calendar);
  expect(errorsOf(CalendarEntry, calendar).size).toBe(0);
});

test('Days that follow each other with the same hours are told once', () => {
  const hours = '08:00-12:00, 13:00-17:00';

  expect(sameDays(calendar.week)).toEqual([
    { from: 'mon', to: 'tue', hours },
    { from: 'thu', to: 'thu', hours },
  ]);
});
