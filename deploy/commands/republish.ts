/** `npm run republish -- --from DATE`: sends whole aggregates touched since DATE to the topics again. */
import { parseArgs } from 'node:util';
import { createLogger } from '#platform/logging.ts';
import { republish } from '../local/republish.ts';
import { findInstallation } from '../local/running-installation.ts';

const usage = `npm run republish -- --from DATE
  --from DATE  aggregates of which something was recorded at or after DATE (2026-03-01 or 2026-03-01T08:30:00Z);
               1970-01-01 sends everything, which refills an empty broker`;

const { values } = parseArgs({ options: { from: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
const from = instantOf(values.from);

if (from === undefined || values.help === true) {
  process.stdout.write(`${usage}\n`);
  process.exitCode = values.help === true ? 0 : 2;
} else {
  await main(from);
}

async function main(since: string): Promise<void> {
  const startedAt = performance.now();
  try {
    const total = await republish({
      ...findInstallation(process.env),
      from: since,
      onService: (service, events) =>
        process.stdout.write(`  ${service.padEnd(10)} ${String(events).padStart(9)} events\n`),
      log: createLogger({ name: 'republish', level: 'warn' }),
    });
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(`${total} events sent again in ${seconds.toFixed(1)} s\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Undefined for what is no date. */
function instantOf(text: string | undefined): string | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
