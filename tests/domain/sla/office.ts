/** A plain office calendar, its year 2026, and instants spelled as its wall clock shows them (CET, +01:00). */
import { compileCalendar, type CalendarDefinition, type OpenRange } from '#domain/sla/calendar.ts';
import type { SlaChange, SlaClock, SlaDecision } from '#domain/sla/clock.ts';
import type { CompiledCalendar } from '#domain/sla/compiled-calendar.ts';
import type { Instant } from '#domain/shared/instant.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** Open from Monday to Friday in Berlin in the given ranges, but for exceptions. */
export function office(
  ranges: readonly OpenRange[] = [['09:00', '17:00']],
  exceptions: CalendarDefinition['exceptions'] = [],
): CalendarDefinition {
  const week = { mon: ranges, tue: ranges, wed: ranges, thu: ranges, fri: ranges };
  return { id: 'office', version: 1, timeZone: 'Europe/Berlin', week, exceptions };
}

/** A calendar compiled for 2026. */
export function year2026(calendar: CalendarDefinition = office()): CompiledCalendar {
  return compileCalendar(calendar, { fromDate: '2026-01-01', toDate: '2027-01-01', tzVersion: 'test' });
}

/** `berlin('2026-01-12 09:00')`; 2026-01-12 is a Monday. Winter time only. */
export function berlin(wall: string): Instant {
  return new Date(`${wall.replace(' ', 'T')}:00+01:00`).toISOString();
}

/** What a decision did to a clock; a refusal fails the test. */
export function done(decision: SlaDecision): SlaChange {
  if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
  return decision;
}

/** The clock after some commands, each given the clock before it. */
export function after(first: SlaDecision, ...commands: readonly ((clock: SlaClock) => SlaDecision)[]): SlaClock {
  return commands.reduce((clock, command) => done(command(clock)).clock, done(first).clock);
}
