/** `npm run reconcile`: compares order rows, workflows and read model of a running Callout, and repairs what differs. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sayOnTerminal } from '../local/progress.ts';
import { reconcileAll, reconcileText } from '../local/reconcile.ts';
import { readAdminToken } from '../local/secrets.ts';
import { createApiClient } from '../replay/api-client.ts';

const usage = `npm run reconcile [-- --recorded-until DATE]
  --recorded-until DATE  of orders fed in recorded time, records what a timer would have found until DATE
                         (2026-03-01 or 2026-03-01T08:30:00Z); only when no more of their log is to come
  Exits 1 when something differed and could not be repaired.
  Reads CALLOUT_URL and CALLOUT_TOKEN, else the local installation's.`;

const defaultUrl = 'http://127.0.0.1:8080';
const patienceMs = 60_000;

const { values } = parseArgs({
  options: { 'recorded-until': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});
const until = instantOf(values['recorded-until']);
if (values.help === true || until === null) {
  process.stdout.write(`${usage}\n`);
  process.exitCode = values.help === true ? 0 : 2;
} else {
  await main(until);
}

async function main(recordedUntil: string | undefined): Promise<void> {
  try {
    const api = createApiClient({ url: process.env['CALLOUT_URL'] ?? defaultUrl, token: readToken(), patienceMs });
    const report = await reconcileAll(api, {
      recordedUntil,
      onPage: (orders) => sayOnTerminal(`  ${orders} orders compared ...`),
    });
    process.stdout.write(`${reconcileText(report)}\n`);
    process.exitCode = report.differences.every(({ repaired }) => repaired) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** @throws Error when there is neither a token nor an installation that was started */
function readToken(): string {
  const given = process.env['CALLOUT_TOKEN'] ?? '';
  return given === '' ? readAdminToken(resolve(process.env['CALLOUT_DIR'] ?? '.callout')) : given;
}

/** Undefined when absent, null for what is no date. */
function instantOf(text: string | undefined): string | undefined | null {
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
