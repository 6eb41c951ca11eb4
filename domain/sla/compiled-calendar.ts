/** Working time as searches on compiled openings: no time zone is needed any more, and no day is walked through. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { fromEpochMs, toEpochMs, type Instant } from '../shared/instant.ts';

/**
 * The openings of one calendar version between two instants. All times are epoch ms; opening i lasts from `opens[i]`
 * (inclusive) to `closes[i]` (exclusive), openings are sorted and do not touch, and `prefix[i]` is the open time in ms
 * before opening i. JSON-safe, stored as it is.
 */
export type CompiledCalendar = {
  readonly calendarId: string;
  readonly calendarVersion: number;
  /** The time-zone data that was used, such as `2025b`. */
  readonly tzVersion: string;
  readonly from: number;
  readonly until: number;
  readonly opens: readonly number[];
  readonly closes: readonly number[];
  readonly prefix: readonly number[];
};

/** The question leaves the compiled span: compile the calendar further and ask again. */
export type CalendarRangeCode = 'sla.calendar-range';

/**
 * The earliest instant at which `amountMs` of working time has passed since `start`; `start` itself for 0.
 * Refused when the openings end before the amount is used up. Throws RangeError for an amount below 0.
 */
export function dueAt(
  compiled: CompiledCalendar,
  start: Instant,
  amountMs: number,
): Decision<{ at: Instant }, CalendarRangeCode> {
  if (!Number.isSafeInteger(amountMs) || amountMs < 0) throw new RangeError(`no working time: ${amountMs} ms`);
  const startMs = toEpochMs(start);
  if (!covers(compiled, startMs)) return beyond(compiled, start);
  if (amountMs === 0) return accept({ at: start });
  const wanted = openBefore(compiled, startMs) + amountMs;
  const index = lastBelow(compiled.prefix, wanted);
  const [open, close] = [compiled.opens[index], compiled.closes[index]];
  if (open === undefined || close === undefined) return beyond(compiled, start);
  const at = open + wanted - (compiled.prefix[index] ?? 0);
  return at <= close ? accept({ at: fromEpochMs(at) }) : beyond(compiled, start);
}

/** Working time in ms between two instants; negative when `to` is the earlier. Refused beyond the compiled span. */
export function elapsedMs(
  compiled: CompiledCalendar,
  from: Instant,
  to: Instant,
): Decision<{ ms: number }, CalendarRangeCode> {
  const [fromMs, toMs] = [toEpochMs(from), toEpochMs(to)];
  if (!covers(compiled, fromMs)) return beyond(compiled, from);
  if (!covers(compiled, toMs)) return beyond(compiled, to);
  return accept({ ms: openBefore(compiled, toMs) - openBefore(compiled, fromMs) });
}

function covers(compiled: CompiledCalendar, ms: number): boolean {
  return compiled.from <= ms && ms <= compiled.until;
}

function beyond(compiled: CompiledCalendar, at: Instant) {
  const { calendarId, from, until } = compiled;
  return refuse('sla.calendar-range', {
    params: { calendar: calendarId, at, from: fromEpochMs(from), until: fromEpochMs(until) },
  });
}

/** Open time in ms from the beginning of the span to an instant. */
function openBefore(compiled: CompiledCalendar, ms: number): number {
  const index = lastBelow(compiled.opens, ms);
  const [open, close] = [compiled.opens[index], compiled.closes[index]];
  if (open === undefined || close === undefined) return 0;
  return (compiled.prefix[index] ?? 0) + Math.min(ms, close) - open;
}

/** Index of the last of some rising numbers that is below a value, or -1. */
function lastBelow(rising: readonly number[], value: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
