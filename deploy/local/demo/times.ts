/** Instants of the demo, counted from when it was begun. */
const hourMs = 3_600_000;

/** So many hours, in milliseconds. */
export function hours(count: number): number {
  return count * hourMs;
}

/** The instant `ms` milliseconds later. */
export function shifted(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

/** The next full hour after an instant, so many hours later: appointments begin on the hour. */
export function atTheHour(instant: string, laterHours: number): string {
  return new Date((Math.ceil(Date.parse(instant) / hourMs) + laterHours) * hourMs).toISOString();
}
