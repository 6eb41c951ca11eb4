/** The response clock of a request: it counts from the submission, breaches by itself, and a late answer leaves the breach as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { beginResponse, endResponse, reachResponse, responseSummary } from '#domain/requests/response-clock.ts';
import { addMs } from '#domain/shared/instant.ts';
import { stateAt, type SlaClock } from '#domain/sla/clock.ts';
import { berlin, hour, minute, office, year2026 } from '../sla/office.ts';

const calendar = year2026(office());
const target = { target: 'respond', limitMs: 2 * hour, warn: { atPercent: 50 } };
/** 2026-01-12 is a Monday; the office opens at 09:00. */
const night = berlin('2026-01-12 23:00');
const opened = berlin('2026-01-13 09:00');
const due = berlin('2026-01-13 11:00');

function begun(at = night): SlaClock {
  const { clock } = beginResponse(target, at, at, calendar);
  if (clock === null) throw new Error('There must be a clock');
  return clock;
}

describe('a request at night', () => {
  test('counts from its submission, which costs no working time before the office opens', () => {
    expect(begun()).toMatchObject({ startedAt: night, warnAt: berlin('2026-01-13 10:00'), dueAt: due });
  });

  test('is warned of and breaches at its instants, and tells what comes next', () => {
    const clock = begun();
    expect(responseSummary(clock, 'submitted', night)).toEqual({
      ...{ slaState: 'running', slaDueAt: due, nextAt: berlin('2026-01-13 10:00'), nextWhat: 'sla-warning' },
    });
    const warned = reachResponse(clock, berlin('2026-01-13 10:00'));
    expect(warned.news.map(({ name, at }) => [name, at])).toEqual([['slaWarned', berlin('2026-01-13 10:00')]]);
    const breached = reachResponse(warned.clock, due);
    expect(breached.news).toEqual([{ name: 'slaBreached', target: 'respond', at: due, dueAt: due, foundAt: due }]);
    expect(responseSummary(breached.clock, 'submitted', due)).toMatchObject({ slaState: 'breached', nextAt: null });
  });

  test('that is accepted late keeps the breach as it was', () => {
    const breached = reachResponse(begun(), due);
    const late = berlin('2026-01-13 15:30');
    const ended = endResponse(breached.clock, 'accepted', late, calendar);
    expect(ended).toMatchObject({ clock: { breachedAt: due, metAt: late, phase: 'met' }, news: [] });
    expect(stateAt(ended.clock, late)).toBe('met-late');
  });

  test('of which nobody noticed the breach breaches at its own instant when it is accepted', () => {
    const late = berlin('2026-01-13 15:30');
    const ended = endResponse(begun(), 'accepted', late, calendar);
    expect(ended.news.map(({ name, at, foundAt }) => ({ name, at, foundAt }))).toEqual([
      { name: 'slaWarned', at: berlin('2026-01-13 10:00'), foundAt: late },
      { name: 'slaBreached', at: due, foundAt: late },
    ]);
    expect(ended.clock).toMatchObject({ breachedAt: due, metAt: late });
  });
});

test('a rejection is an answer too, a withdrawal ends the wait without a verdict', () => {
  const at = berlin('2026-01-13 09:30');
  expect(stateAt(endResponse(begun(), 'rejected', at, calendar).clock, at)).toBe('met');
  expect(stateAt(endResponse(begun(), 'withdrawn', at, calendar).clock, at)).toBe('cancelled');
});

test('what came in yesterday and is entered now has breached already', () => {
  const { clock, news } = beginResponse(target, night, berlin('2026-01-13 16:00'), calendar);
  expect(clock?.breachedAt).toBe(due);
  expect(news.map(({ name }) => name)).toEqual(['slaWarned', 'slaBreached']);
});

test('without a target there is no clock, and nothing to wait for', () => {
  expect(beginResponse(null, night, opened, calendar)).toEqual({ clock: null, news: [] });
  expect(responseSummary(null, 'submitted', opened)).toEqual({
    ...{ slaState: 'none', slaDueAt: null, nextAt: null, nextWhat: null },
  });
  expect(endResponse(null, 'accepted', opened, null)).toEqual({ clock: null, news: [] });
});

test('however often and however late somebody looks, a clock breaches once and at its due instant', () => {
  const looks = fc.array(fc.integer({ min: 0, max: 60 * 24 * 3 }), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 * 24 }),
      looks,
      fc.integer({ min: 0, max: 60 * 24 * 4 }),
      (start, minutes, end) => {
        const submittedAt = addMs(berlin('2026-01-12 00:00'), start * minute);
        let clock: SlaClock | null = begun(submittedAt);
        const dueAt = clock.dueAt;
        const news: { name: string; at: string }[] = [];
        for (const after of minutes.toSorted((a, b) => a - b)) {
          const reached = reachResponse(clock, addMs(submittedAt, after * minute));
          clock = reached.clock;
          news.push(...reached.news);
        }
        const endedAt = addMs(submittedAt, Math.max(end, ...minutes) * minute);
        const ended = endResponse(clock, 'accepted', endedAt, calendar);
        news.push(...ended.news);
        const isLate = dueAt !== null && endedAt > dueAt;
        // What ends at its very due instant, and nobody looked then, ends in time.
        if (endedAt !== dueAt)
          expect(news.filter(({ name }) => name === 'slaBreached').map(({ at }) => at)).toEqual(isLate ? [dueAt] : []);
        expect(new Set(news.map(({ name }) => name)).size).toBe(news.length);
        expect(ended.clock?.startedAt).toBe(submittedAt);
      },
    ),
  );
});
