/** How the audit counts: the same thing, by the same one, from the same place, within a minute, is one entry. */
import type { Instant } from '../shared/instant.ts';

/** The minute that an instant falls into. */
export function minuteOf(instant: Instant): Instant {
  return `${instant.slice(0, '2026-03-01T08:30'.length)}:00.000Z`;
}
