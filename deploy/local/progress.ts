/** Lines for the person at the terminal: what is being done, and that it still goes on. */

/** Prints one line for a person. */
export type Say = (line: string) => void;

const tickMs = 10_000;

/** Prints on standard error, so that a command's standard output stays its result. */
export function sayOnTerminal(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Says nothing: for tests that look at results alone. */
export function saySilently(): void {}

/**
 * Does a long step and says that it started, every ten seconds that it goes on (with `detail`, when there is one), and how long it took.
 * @throws whatever the work throws, after saying that the step failed
 */
export async function longStep<Result>(
  say: Say,
  what: string,
  work: (detail: (text: string) => void) => Promise<Result>,
): Promise<Result> {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  let latest = '';
  say(`  ${what} ...`);
  const tick = setInterval(() => say(`  ${what} ... ${seconds()} s${latest === '' ? '' : ` (${latest})`}`), tickMs);
  try {
    const result = await work((text) => {
      latest = text;
    });
    say(`  ${what}: done in ${seconds()} s`);
    return result;
  } catch (error) {
    say(`  ${what}: failed after ${seconds()} s`);
    throw error;
  } finally {
    clearInterval(tick);
  }
}
