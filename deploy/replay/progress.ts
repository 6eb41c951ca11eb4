/** Says how far a replay is, and how fast. */

export interface ReplayProgress {
  readonly commandDone: () => void;
  readonly caseDone: () => void;
  readonly retried: (reason: string) => void;
  /** Says the last line. */
  readonly stop: () => void;
  /** Commands a second, from the beginning to the end. */
  readonly rate: () => number;
}

const everyMs = 5_000;

/** Begins to tell `say` every five seconds. */
export function reportProgress(
  totals: { readonly cases: number; readonly commands: number },
  say: (line: string) => void,
): ReplayProgress {
  const startedAt = Date.now();
  const done = { cases: 0, commands: 0 };
  let retries = 0;
  let lastRetry = '';
  let endedAt: number | undefined;
  const seconds = () => Math.max(0.001, ((endedAt ?? Date.now()) - startedAt) / 1000);
  const rate = () => done.commands / seconds();
  const tell = () => {
    const left = rate() === 0 ? '' : `, about ${Math.ceil((totals.commands - done.commands) / rate())} s left`;
    const waits = retries === 0 ? '' : `, ${retries} tries came to nothing (${lastRetry})`;
    const share = `${done.commands} of ${totals.commands} commands, ${done.cases} of ${totals.cases} cases`;
    say(`  ${share}, ${rate().toFixed(1)} a second${left}${waits}`);
    retries = 0;
  };
  const tick = setInterval(tell, everyMs);
  return {
    commandDone: () => {
      done.commands += 1;
    },
    caseDone: () => {
      done.cases += 1;
    },
    retried: (reason) => {
      retries += 1;
      lastRetry = reason;
    },
    stop() {
      endedAt = Date.now();
      clearInterval(tick);
      tell();
    },
    rate,
  };
}
