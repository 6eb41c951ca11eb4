/** Runs what a main starts until SIGINT or SIGTERM, then stops it in time. */
import type { Logger } from './logging.ts';

/** What `services/<name>/main.ts` starts. */
export interface RunningService {
  readonly name: string;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const longestStopMs = 15_000;

/**
 * Starts, waits for a signal, stops, and ends the process: 0 after a clean stop, 1 when starting or stopping failed.
 * A second signal ends at once. A rejection that nobody handles is a bug: it is logged and ends the process with 1.
 */
export async function runUntilSignalled(
  start: () => Promise<{ readonly stop: () => Promise<void> }>,
  log: Logger,
): Promise<void> {
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'Process ends by a bug');
    process.exit(1);
  });
  const signalled = nextSignal(log);
  try {
    const running = await start();
    await signalled;
    const cut = setTimeout(() => {
      log.error({ longestStopMs }, 'Stopping took too long, the process ends');
      process.exit(1);
    }, longestStopMs);
    await running.stop();
    clearTimeout(cut);
    process.exit(0);
  } catch (err) {
    log.fatal({ err }, 'Process cannot go on');
    process.exit(1);
  }
}

function nextSignal(log: Logger): Promise<void> {
  return new Promise((resolve) => {
    let count = 0;
    const take = (signal: NodeJS.Signals) => {
      count += 1;
      if (count > 1) process.exit(1);
      log.info({ signal }, 'Process stops');
      resolve();
    };
    process.on('SIGINT', take).on('SIGTERM', take);
  });
}

/** True when the module is the one that node was started with. */
export function isMainModule(url: string): boolean {
  const started = process.argv[1];
  return started !== undefined && new URL(url).pathname === new URL(`file://${started}`).pathname;
}

/** Stops in the given order, each even when one before it failed. @throws AggregateError with what failed */
export async function stopAll(parts: readonly (() => Promise<unknown> | unknown)[]): Promise<void> {
  const failed: unknown[] = [];
  for (const stop of parts) {
    try {
      await stop();
    } catch (error) {
      failed.push(error);
    }
  }
  mustHaveStopped(failed);
}

/** Stops what does not need one another, all at the same time. @throws AggregateError with what failed */
export async function stopTogether(parts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const outcomes = await Promise.allSettled(parts.map((stop) => stop()));
  mustHaveStopped(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : [])));
}

function mustHaveStopped(failed: readonly unknown[]): void {
  if (failed.length > 0) throw new AggregateError(failed, 'Some parts did not stop cleanly');
}
