/** Instants as text: RFC 3339, UTC, always three decimals, so that comparing the text compares the time. */

/** An instant such as `2026-03-29T01:00:00.000Z`. Durations beside it are integer milliseconds. */
export type Instant = string;

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** True for a real instant in the one accepted spelling; `2026-02-30…` and offsets other than Z are refused. */
export function isInstant(text: string): boolean {
  if (!shape.test(text)) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}

/** Milliseconds since 1970-01-01T00:00Z. Throws RangeError for text that is no instant: that is a bug of the caller. */
export function toEpochMs(instant: Instant): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`not an instant: ${instant}`);
  return ms;
}

/** The instant of an epoch time in milliseconds. Throws RangeError outside the years 0000 to 9999. */
export function fromEpochMs(ms: number): Instant {
  const text = new Date(ms).toISOString();
  if (!shape.test(text)) throw new RangeError(`not an instant of four-digit years: ${text}`);
  return text;
}

/** Negative when a is before b, 0 when they are the same instant, positive when a is after b. */
export function compareInstants(a: Instant, b: Instant): number {
  return toEpochMs(a) - toEpochMs(b);
}

/** The later of two instants. */
export function later(a: Instant, b: Instant): Instant {
  return compareInstants(a, b) >= 0 ? a : b;
}

/** The earlier of two instants. */
export function earlier(a: Instant, b: Instant): Instant {
  return compareInstants(a, b) <= 0 ? a : b;
}

/** The instant `ms` milliseconds of wall time after (before, when negative) another. */
export function addMs(instant: Instant, ms: number): Instant {
  return fromEpochMs(toEpochMs(instant) + ms);
}

/** Milliseconds of wall time from one instant to another; negative when `to` is earlier. */
export function diffMs(from: Instant, to: Instant): number {
  return toEpochMs(to) - toEpochMs(from);
}
