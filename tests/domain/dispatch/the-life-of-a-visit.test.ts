import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  allowedVisitCommands,
  beforeEnd,
  decideVisit,
  isOpenVisit,
  planVisit,
  reopenVisit,
  visitStatuses,
} from '#domain/dispatch/visit.ts';
import type { Visit, VisitCommand } from '#domain/dispatch/visit.ts';
import { workedMinutes } from '#domain/dispatch/worked-minutes.ts';
import { addMs, compareInstants } from '#domain/shared/instant.ts';

const nine = '2026-03-02T09:00:00.000Z';
const minutesLater = (minutes: number) => addMs(nine, minutes * 60_000);
const slot = { technicianId: 'tina', startsAt: nine, endsAt: minutesLater(60), timeZone: 'Europe/Berlin' };

function aPlannedVisit(change: Partial<Visit> = {}): Visit {
  const wish = {
    visitId: 'v1',
    orderId: 'o1',
    orderNumber: 'SO-1',
    customerId: 'c1',
    overlapReasonCode: null,
    ...slot,
  };
  const decision = planVisit(wish, [], nine);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return { ...decision.visit, ...change };
}

function after(visit: Visit, ...steps: readonly (readonly [VisitCommand['name'], number])[]): Visit {
  return steps.reduce((state, [name, minutes]) => {
    const decision = decideVisit(state, command(name), [], minutesLater(minutes));
    if (!decision.ok) throw new Error(decision.refusal.code);
    return decision.visit;
  }, visit);
}

function command(name: VisitCommand['name']): VisitCommand {
  if (name === 'cancel') return { name, reasonCode: 'customer-away' };
  return name === 'move' ? { name, slot, overlapReasonCode: null } : { name };
}

describe('the life of a visit', () => {
  test('travel and work are recorded from start to finish, pauses are not', () => {
    const visit = after(
      aPlannedVisit(),
      ['start-travel', 0],
      ['start-work', 20],
      ['pause', 50],
      ['start-work', 60],
      ['finish', 90],
    );

    expect(visit.status).toBe('finished');
    expect(workedMinutes(visit.times)).toEqual([
      { kind: 'travel', technicianId: 'tina', minutes: 20 },
      { kind: 'work', technicianId: 'tina', minutes: 60 },
    ]);
  });

  test('a started minute counts once per kind, not once per stretch', () => {
    const times = [0, 1, 2].map((start) => ({
      kind: 'work' as const,
      technicianId: 'tina',
      startedAt: minutesLater(start),
      endedAt: addMs(minutesLater(start), 30_000),
    }));

    expect(workedMinutes(times)).toEqual([{ kind: 'work', technicianId: 'tina', minutes: 2 }]);
  });

  test('every status takes the commands of its table and refuses the others, saying what it takes', () => {
    const names: readonly VisitCommand['name'][] = ['move', 'start-travel', 'start-work', 'pause', 'finish', 'cancel'];
    for (const status of visitStatuses) {
      for (const name of names) {
        const decision = decideVisit(aPlannedVisit({ status }), command(name), [], nine);
        const allowed = allowedVisitCommands(status);
        if (allowed.includes(name)) expect(decision.ok, `${name} on ${status}`).toBe(true);
        else expect(decision).toMatchObject({ refusal: { code: 'dispatch.visit-status', allowed } });
      }
    }
  });

  test('a finished or cancelled visit takes nothing', () => {
    expect(allowedVisitCommands('finished')).toEqual([]);
    expect(allowedVisitCommands('cancelled')).toEqual([]);
  });

  test('only a visit that has not begun can be moved', () => {
    expect(visitStatuses.filter((status) => allowedVisitCommands(status).includes('move'))).toEqual(['planned']);
  });

  test('a visit is not in its own way when it is moved', () => {
    const visit = aPlannedVisit();
    const half = { ...slot, startsAt: minutesLater(30), endsAt: minutesLater(90) };

    expect(decideVisit(visit, { name: 'move', slot: half, overlapReasonCode: null }, [visit], nine)).toMatchObject({
      ok: true,
      fact: 'moved',
      visit: { startsAt: minutesLater(30), overlapReasonCode: null },
    });
  });

  test('a move onto another visit is refused, and done with a reason that stays with the visit', () => {
    const other = aPlannedVisit({ visitId: 'v2', orderNumber: 'SO-2' });
    const move = (overlapReasonCode: string | null): VisitCommand => ({ name: 'move', slot, overlapReasonCode });

    expect(decideVisit(aPlannedVisit(), move(null), [other], nine)).toMatchObject({
      refusal: { code: 'dispatch.overlap' },
    });
    expect(decideVisit(aPlannedVisit(), move('emergency'), [other], nine)).toMatchObject({
      visit: { overlapReasonCode: 'emergency' },
    });
  });

  test('a command that arrives late counts from the last event on', () => {
    const visit = after(aPlannedVisit(), ['start-work', 30], ['finish', 10]);

    expect(visit.lastAt).toBe(minutesLater(30));
    expect(workedMinutes(visit.times)).toEqual([]);
  });

  test('a finish that is taken back lets the work go on as if it had never stopped', () => {
    const working = after(aPlannedVisit(), ['start-work', 0]);
    const finished = after(working, ['finish', 30]);
    const reopened = reopenVisit(finished, beforeEnd(working, finished), [], minutesLater(31));

    expect(reopened).toMatchObject({
      status: 'working',
      times: [{ startedAt: nine, endedAt: null }],
      version: finished.version + 1,
    });
    expect(workedMinutes(after(reopened, ['finish', 60]).times)).toMatchObject([{ kind: 'work', minutes: 60 }]);
  });

  test('a cancellation that is taken back stands over a visit that took its slot, with a reason', () => {
    const visit = aPlannedVisit();
    const cancelled = after(visit, ['cancel', 5]);
    const other = aPlannedVisit({ visitId: 'v2', orderNumber: 'SO-2' });

    expect(reopenVisit(cancelled, beforeEnd(visit, cancelled), [other], nine)).toMatchObject({
      status: 'planned',
      overlapReasonCode: 'undone',
      cancelReasonCode: null,
    });
  });

  test('no sequence of commands leaves the table, records time twice at once, or goes back in time', () => {
    const names = fc.constantFrom<VisitCommand['name']>(
      'move',
      'start-travel',
      'start-work',
      'pause',
      'finish',
      'cancel',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.integer({ min: -60, max: 600 })), { maxLength: 12 }), (steps) => {
        let visit = aPlannedVisit();
        for (const [name, minutes] of steps) {
          const decision = decideVisit(visit, command(name), [], minutesLater(minutes));
          if (!decision.ok) continue;
          expect(compareInstants(decision.visit.lastAt, visit.lastAt)).toBeGreaterThanOrEqual(0);
          visit = decision.visit;
          const running = visit.times.filter((time) => time.endedAt === null).length;
          expect(running).toBe(visit.status === 'travelling' || visit.status === 'working' ? 1 : 0);
        }
        const ordered = visit.times.map((time) => [time.startedAt, time.endedAt ?? visit.lastAt]).flat();
        expect(ordered).toEqual(ordered.toSorted());
        expect(isOpenVisit(visit.status)).toBe(allowedVisitCommands(visit.status).length > 0);
      }),
    );
  });
});
