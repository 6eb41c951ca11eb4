/** How long a signed-in browser stays signed in. */
import { addMs, diffMs, earlier } from '../shared/instant.ts';
import type { Instant } from '../shared/instant.ts';

/** The life of a session: when it began and when it was last used (known to within five minutes). */
export interface SessionLife {
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
}

/** A session ends after 12 hours without a request. */
export const idleMs = 12 * 60 * 60_000;

/** A session ends 7 days after sign-in, used or not. */
export const absoluteMs = 7 * 24 * 60 * 60_000;

/** The last use is written down at most this often, so that reading costs no write. */
export const touchEveryMs = 5 * 60_000;

/** The instant at which the session ends unless it is used before. */
export function sessionEndsAt(life: SessionLife): Instant {
  return earlier(addMs(life.createdAt, absoluteMs), addMs(life.lastSeenAt, idleMs));
}

export function isSessionLive(life: SessionLife, now: Instant): boolean {
  return diffMs(now, sessionEndsAt(life)) > 0;
}

/** True when the last use is so long ago that it should be written down again. */
export function isTouchDue(life: SessionLife, now: Instant): boolean {
  return diffMs(life.lastSeenAt, now) >= touchEveryMs;
}
