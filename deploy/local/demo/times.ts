/** Instants of the demo, counted from when it was begun. */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Working hours of the demo, UTC: from 7 to 15, which is an office day in Berlin. */
const firstHour = 7;
const hoursADay = 8;

/** So many minutes, in milliseconds. */
export function minutes(count: number): number {
  return count * minuteMs;
}

/** So many hours, in milliseconds. */
export function hours(count: number): number {
  return count * hourMs;
}

/** So many days of 24 hours, in milliseconds. */
export function days(count: number): number {
  return count * dayMs;
}

/** The instant `ms` milliseconds later. */
export function shifted(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** The next full hour after an instant, so many hours later: appointments begin on the hour. */
export function atTheHour(instant: string, laterHours: number): string {
  return new Date((Math.ceil(Date.parse(instant) / hourMs) + laterHours) * hourMs).toISOString();
}

/**
 * Working time passes: the instant after so many working hours (fractions too), counted from the instant, or from the next
 * working hour when it lies outside. Weekends are free.
 */
export function afterWork(instant: string, workingHours: number): string {
  let at = intoWork(Date.parse(instant));
  let left = workingHours * hourMs;
  for (;;) {
    const end = startOfDay(at) + (firstHour + hoursADay) * hourMs;
    if (at + left <= end) return new Date(at + left).toISOString();
    left -= end - at;
    at = intoWork(end);
  }
}

/** The instant itself in working hours, else when the next ones begin. */
function intoWork(ms: number): number {
  const day = startOfDay(ms);
  const weekday = new Date(day).getUTCDay();
  const opens = day + firstHour * hourMs;
  if (weekday === 0 || weekday === 6 || ms >= opens + hoursADay * hourMs) return intoWork(day + dayMs);
  return Math.max(ms, opens);
}

function startOfDay(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}
