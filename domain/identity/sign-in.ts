/** Sign-in slows down after failures, per account name: guessing takes years, and nobody is locked out for good. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';
import { addMs, diffMs } from '../shared/instant.ts';
import type { Instant } from '../shared/instant.ts';

/** The failures of an account name in a row, whether or not there is such an account. */
export interface SignInFailures {
  readonly count: number;
  readonly lastAt: Instant;
}

/** Failures in a row that cost nothing; from the next one on every failure costs waiting time. */
export const freeFailures = 5;

const firstDelayMs = 30_000;
const longestDelayMs = 15 * 60_000;
/** An hour after the last failure they are forgotten. */
export const failuresForgottenMs = 60 * 60_000;

/** When the name may be tried again, or null when it may be tried at once. */
export function retryAt(failures: SignInFailures): Instant | null {
  if (failures.count < freeFailures) return null;
  const delayMs = Math.min(firstDelayMs * 2 ** Math.min(failures.count - freeFailures, 20), longestDelayMs);
  return addMs(failures.lastAt, delayMs);
}

/** Whether a password may be tried now. Refused with `retryAfterSeconds`, at least 1. */
export function mayTry(
  failures: SignInFailures | null,
  now: Instant,
): Decision<Record<never, never>, 'session.too-many-failures'> {
  const at = failures === null ? null : retryAt(failures);
  const leftMs = at === null ? 0 : diffMs(now, at);
  if (leftMs <= 0) return accept({});
  return refuse('session.too-many-failures', { params: { retryAfterSeconds: Math.ceil(leftMs / 1000) } });
}

/** The failures after one more. An hour without any begins anew. */
export function afterFailure(failures: SignInFailures | null, now: Instant): SignInFailures {
  const forgotten = failures === null || diffMs(failures.lastAt, now) >= failuresForgottenMs;
  return { count: forgotten ? 1 : failures.count + 1, lastAt: now };
}
