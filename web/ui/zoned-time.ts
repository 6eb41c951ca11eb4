/** Appointments are local time and zone: from what people type to instants and back, by the browser's own time-zone database. */
import type { Instant } from '#domain/shared/instant.ts';

/** `2026-03-29` and `08:30` on a clock in the zone. */
export interface LocalTime {
  readonly date: string;
  readonly time: string;
}

/**
 * The instant at which a clock in the zone shows this. A time that a change of offset skips is as far behind it as it would have
 * been, a repeated one is its first passage; undefined for text that is no time.
 */
export function instantOf({ date, time }: LocalTime, timeZone: string): Instant | undefined {
  const asUtc = Date.parse(`${date}T${time}:00.000Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset of a day before knows no change that comes on the day itself, so both sides of one are tried.
  const dayMs = 86_400_000;
  const candidates = [asUtc - dayMs, asUtc + dayMs].map((ms) => asUtc - offsetMs(ms, timeZone));
  const exact = candidates.filter((ms) => ms + offsetMs(ms, timeZone) === asUtc);
  const chosen = exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
  return new Date(chosen).toISOString();
}

/** What a clock in the zone shows at an instant. */
export function localTimeAt(instant: Instant, timeZone: string): LocalTime {
  const ms = Date.parse(instant);
  const shown = new Date(ms + offsetMs(ms, timeZone)).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** The zone that this browser is in. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function offsetMs(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(ms));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(ms / 1000) * 1000;
}

/** The day on the reader's own clock: it is looked at, nothing is decided by it. */
export function ownDay(): string {
  return dayIn(ownTimeZone());
}

/** The day in a time zone by the reader's own clock: it is looked at too. */
export function dayIn(timeZone: string): string {
  return localTimeAt(new Date().toISOString(), timeZone).date;
}
