/**
 * `node tests/replay/record-histories.ts`: takes orders and requests through a Callout of its own and keeps the histories of their
 * workflows for this version. A history that is kept already stays: nothing that was recorded is ever replaced.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { sql } from 'kysely';

import { systemActor } from '#contracts/roles.ts';
import { connectDatabase } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import { sayOnTerminal as say } from '#deploy/local/progress.ts';
import { createStack, type Stack } from '#deploy/local/stack.ts';
import { createDesk, makeDeskWorld } from '../support/order-desk.ts';
import { setParameter } from '../support/parameters.ts';
import { connectToTemporalOf } from '../support/order-temporal.ts';
import { histories, hashesFile, readHashes, scrubbed } from './histories.ts';
import { giveRequestsAMinute, requestFor, requestStories } from './request-stories.ts';
import { runStories } from './run-stories.ts';
import { orderFor, stories, type Fate } from './stories.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const folder = path.join(histories, version);
const isMissing = (name: string) => !existsSync(path.join(folder, `${name}.json`));
const missing = Object.keys(stories).filter(isMissing);
const missingRequests = Object.keys(requestStories).filter(isMissing);
const missingRuns = Object.keys(runStories).filter(isMissing);

if (missing.length + missingRequests.length + missingRuns.length === 0)
  say(`All histories of version ${version} are kept already`);
else await record();

async function record(): Promise<void> {
  const stack = await createStack({ shape: 'one-process', say });
  try {
    await stack.start();
    const desk = createDesk(stack.url, stack.adminToken());
    const world = await makeDeskWorld(desk);
    await setParameter(stack, desk, 'reopeningWindowWorkingDays', 10);
    const temporal = await connectToTemporalOf(stack);
    mkdirSync(folder, { recursive: true });
    for (const name of missing) {
      await setParameter(stack, desk, 'reopeningWindowWorkingDays', name === 'reopened' ? 1 : 0);
      say(`Recording ${name}`);
      const order = await orderFor(desk, world, name);
      await stories[name]?.tell(desk, world, order, fateOf(stack));
      // The messages of the protocol know how they are written: bytes in base64, enumerations by name.
      keep(name, JSON.parse(JSON.stringify(await temporal.order(order.number).fetchHistory())));
    }
    if (missingRequests.length > 0) await giveRequestsAMinute(desk);
    for (const name of missingRequests) {
      say(`Recording ${name}`);
      const request = await requestFor(desk, world, name);
      await requestStories[name]?.tell({ desk, world, temporal, request });
      const handle = temporal.client.workflow.getHandle(request.workflowId);
      await handle.result();
      keep(name, JSON.parse(JSON.stringify(await handle.fetchHistory())));
    }
    for (const name of missingRuns) {
      say(`Recording ${name}`);
      const handle = temporal.client.workflow.getHandle((await runStories[name]?.(desk, world)) ?? '');
      await handle.result();
      keep(name, JSON.parse(JSON.stringify(await handle.fetchHistory())));
    }
    await temporal.close();
  } finally {
    await stack.remove();
  }
}

function fateOf(stack: Stack): Fate {
  return {
    async letQuotesRunOut({ orderId }) {
      const db = connectDatabase({ url: stack.databaseUrl('orders'), service: 'orders', max: 1 });
      const expiresAt = new Date(Date.now() + 5_000).toISOString();
      await transaction(db, systemActor('test'), (t) =>
        sql`update service_orders set open_quotes = (
          select jsonb_agg(quote || jsonb_build_object('expiresAt', ${expiresAt}::text))
          from jsonb_array_elements(open_quotes) as quote) where order_id = ${orderId}`.execute(t),
      );
      await db.destroy();
    },
  };
}

function keep(name: string, history: unknown): void {
  const text = `${JSON.stringify(scrubbed(history), null, 1)}\n`;
  writeFileSync(path.join(folder, `${name}.json`), text);
  const hashes = { ...readHashes(), [`${version}/${name}.json`]: createHash('sha256').update(text).digest('hex') };
  writeFileSync(hashesFile, `${JSON.stringify(hashes, null, 2)}\n`);
}
