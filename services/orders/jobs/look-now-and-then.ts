/** What a job does that looks now and then: one look after the other, and the last one is awaited when it stops. */
import type { Logger } from '#platform/logging.ts';

export interface Looking {
  readonly everyMs: number;
  /** When the first look comes, where it should not wait for the first full round. */
  readonly firstAfterMs?: number;
  readonly look: () => Promise<unknown>;
  readonly log: Logger;
  /** What the log says when a look fails; the next one comes all the same. */
  readonly failed: string;
}

/** Looks until stopped; a look that has not begun by then is left out. */
export function lookNowAndThen({ everyMs, firstAfterMs, look, log, failed }: Looking): {
  readonly stop: () => Promise<void>;
} {
  let isStopped = false;
  let current: Promise<unknown> = Promise.resolve();
  const lookOnce = () => {
    current = current.then(() => (isStopped ? undefined : look())).catch((err: unknown) => log.warn({ err }, failed));
  };
  const timers = [
    setInterval(lookOnce, everyMs),
    ...(firstAfterMs === undefined ? [] : [setTimeout(lookOnce, firstAfterMs)]),
  ];
  for (const timer of timers) timer.unref();
  return {
    async stop() {
      isStopped = true;
      timers.forEach(clearTimeout);
      await current;
    },
  };
}
