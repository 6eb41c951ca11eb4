/** The outbox relay of one sink: takes unsent rows in order, sends them, marks them. Knows neither database nor broker. */
import type { Logger } from './logging.ts';

export interface OutboxSource<Row extends { readonly id: string }> {
  /** The next rows, per aggregate the unsent one with the smallest version first; at most `limit`. */
  readonly takeUnsent: (limit: number) => Promise<readonly Row[]>;
  readonly markSent: (ids: readonly string[]) => Promise<void>;
  /** Age of the oldest unsent row in milliseconds, 0 when there is none. */
  readonly oldestUnsentAgeMs: () => Promise<number>;
}

export interface RelayOptions<Row extends { readonly id: string }> {
  /** `<service>/<sink>`, for logs. */
  readonly name: string;
  readonly source: OutboxSource<Row>;
  /**
   * Sends a batch in order and gives the ids that were acknowledged. Rows that it leaves out are taken again, so a later row of
   * the same aggregate must be left out with them. A rejection means that nothing is known to be sent.
   */
  readonly send: (rows: readonly Row[]) => Promise<readonly string[]>;
  readonly log: Logger;
  /** Rows a batch, 200 when absent. */
  readonly batch?: number;
  /** How long to sleep without a wake-up, 1 s when absent. */
  readonly pollMs?: number;
  /** How long to wait after a wake-up for more rows to share the batch; 0 when absent. */
  readonly gatherMs?: number;
  /** True when a batch that is not full held every unsent row, so that the next look waits for a wake-up. */
  readonly takesAll?: boolean;
}

export interface Relay {
  /** Call right after a commit that wrote to the outbox: the relay looks at once. Cheap, may be called any number of times. */
  readonly wake: () => void;
  /** Age of the oldest unsent row in milliseconds, as measured within the last 5 s; Infinity before the first measurement. */
  readonly oldestUnsentAgeMs: () => number;
  /** True after a batch failed and until one succeeds. */
  readonly isFailing: () => boolean;
  readonly stop: () => Promise<void>;
}

const longestBackoffMs = 5_000;
const measureEveryMs = 5_000;

/** Runs until stopped. One relay per sink, so that a sink that is down stops no other. */
export function runRelay<Row extends { readonly id: string }>(options: RelayOptions<Row>): Relay {
  const { source, send, log, batch = 200, pollMs = 1_000, gatherMs = 0, takesAll = false } = options;
  const bell = createBell();
  let isStopped = false;
  let failures = 0;
  let ageMs = Number.POSITIVE_INFINITY;
  let measuredAtMs = Number.NEGATIVE_INFINITY;

  /** True when there may be more to send at once. */
  async function step(): Promise<boolean> {
    const rows = await source.takeUnsent(batch);
    if (rows.length === 0) return false;
    const sent = await send(rows);
    if (sent.length > 0) await source.markSent(sent);
    return sent.length > 0 && !(takesAll && rows.length < batch && sent.length === rows.length);
  }

  async function measure(): Promise<void> {
    if (performance.now() - measuredAtMs < measureEveryMs) return;
    ageMs = await source.oldestUnsentAgeMs();
    measuredAtMs = performance.now();
  }

  async function loop(): Promise<void> {
    while (!isStopped) {
      try {
        const more = await step();
        await measure();
        if (failures > 0) log.info({ relay: options.name, failures }, 'Relay sends again');
        failures = 0;
        if (!more) await bell.wait(pollMs, gatherMs);
      } catch (err) {
        failures += 1;
        const backoffMs = Math.min(longestBackoffMs, 100 * 2 ** Math.min(failures, 8));
        log[failures === 1 ? 'warn' : 'debug']({ err, relay: options.name, failures, backoffMs }, 'Relay cannot send');
        await bell.rest(backoffMs);
      }
    }
  }

  const done = loop();
  return {
    wake: bell.ring,
    oldestUnsentAgeMs: () => ageMs,
    isFailing: () => failures > 0,
    stop() {
      isStopped = true;
      bell.close();
      return done;
    },
  };
}

/** A bell that is heard once, also when it rang before anybody listened. */
function createBell() {
  let rang = false;
  let isClosed = false;
  let wakeUp: (() => void) | undefined;
  let endRest: (() => void) | undefined;

  function pause(ms: number, listen: (end: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, isClosed ? 0 : ms);
      listen(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  return {
    ring() {
      rang = true;
      wakeUp?.();
    },
    /** Ends `gatherMs` after a ring, or after the time. Rings until then are answered by one look, later ones are kept. */
    async wait(ms: number, gatherMs: number): Promise<void> {
      if (!rang) await pause(ms, (end) => (wakeUp = end));
      wakeUp = undefined;
      if (rang && gatherMs > 0) await pause(gatherMs, (end) => (endRest = end));
      endRest = undefined;
      rang = false;
    },
    /** Ends after the time or when closed, whatever rings: a sink that is down is not asked more often. */
    async rest(ms: number): Promise<void> {
      await pause(ms, (end) => (endRest = end));
      endRest = undefined;
    },
    close() {
      isClosed = true;
      wakeUp?.();
      endRest?.();
    },
  };
}
