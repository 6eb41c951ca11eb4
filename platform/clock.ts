/** The only place that reads the clock. Edges take a `Clock`; everything inside takes `now` as an argument. */

/** The present as RFC 3339 UTC with milliseconds, and as milliseconds since 1970. */
export interface Clock {
  readonly now: () => string;
  readonly nowMs: () => number;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  nowMs: () => Date.now(),
};

/** A clock that stands at an instant until it is moved: for tests and for recorded time. */
export function standingClock(instant: string): Clock & { readonly moveTo: (instant: string) => void } {
  let at = Date.parse(instant);
  return {
    now: () => new Date(at).toISOString(),
    nowMs: () => at,
    moveTo: (next) => {
      at = Date.parse(next);
    },
  };
}
