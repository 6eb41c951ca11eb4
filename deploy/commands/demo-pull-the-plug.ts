/** `npm run demo:pull-the-plug`: kills the running product in the middle of posting twenty orders, and shows that each is posted once. */
import { join, resolve } from 'node:path';
import { killProduct } from '../local/child.ts';
import { plugText, pullThePlug } from '../local/demo/pull-the-plug.ts';
import { sayOnTerminal } from '../local/progress.ts';
import { readAdminToken } from '../local/secrets.ts';
import { createApiClient } from '../replay/api-client.ts';

const usage = `npm run demo:pull-the-plug
  Posts the orders that are ready to post, at most twenty, and kills the product of the local installation with -9 in the middle.
  npm start, in its own terminal, starts it again. Exits 1 when an order is not posted exactly once.
  Reads CALLOUT_DIR (.callout) and CALLOUT_URL (http://127.0.0.1:8080).`;

const defaultUrl = 'http://127.0.0.1:8080';
const patienceMs = 120_000;
const twenty = 20;

if (process.argv.length > 2) {
  process.stdout.write(`${usage}\n`);
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
} else {
  await main();
}

async function main(): Promise<void> {
  const dir = resolve(process.env['CALLOUT_DIR'] ?? '.callout');
  try {
    const api = createApiClient({
      url: process.env['CALLOUT_URL'] ?? defaultUrl,
      token: readAdminToken(dir),
      patienceMs,
    });
    const kill = () => {
      if (killProduct(join(dir, 'run')) === 0) throw new Error(`No product runs from ${dir}: start it with npm start.`);
    };
    const report = await pullThePlug({ api, kill, most: twenty, say: sayOnTerminal });
    process.stdout.write(`${plugText(report)}\n`);
    process.exitCode = report.isRight ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
