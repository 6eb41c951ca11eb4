import fc from 'fast-check';
import { expect, test } from 'vitest';

import { alwaysOpenCalendar, compileCalendar, type CalendarDefinition } from '#domain/sla/calendar.ts';
import { joinOpenings } from '#domain/sla/join-openings.ts';

const office: CalendarDefinition = {
  ...{ id: 'office', version: 1, timeZone: 'Europe/Berlin', exceptions: [] },
  week: { mon: [['08:00', '12:00']], wed: [['13:00', '24:00']], thu: [['00:00', '02:00']] },
};
const day = (index: number) => new Date(Date.UTC(2026, 2, 1 + index)).toISOString().slice(0, 10);
const compiled = (calendar: CalendarDefinition, from: number, to: number) =>
  compileCalendar(calendar, { fromDate: day(from), toDate: day(to), tzVersion: 'test' });

test.each([office, alwaysOpenCalendar])(
  'openings of $id joined anywhere are those compiled in one piece',
  (calendar) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 27 }), (cut) => {
        const joined = joinOpenings(compiled(calendar, 0, cut), compiled(calendar, cut, 28));
        expect(joined).toEqual(compiled(calendar, 0, 28));
      }),
    );
  },
);
