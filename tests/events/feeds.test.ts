/** docs/how-to/feed-records.mjs, run as anybody would run it, while the product is killed: nothing is lost, nothing is doubled. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import type * as z from 'zod';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { customerRoutes } from '#contracts/http/customers.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { eventually } from '../support/eventually.ts';
import { createDesk } from '../support/order-desk.ts';
import { root } from '../support/source-tree.ts';
import { stackForThisFile } from '../support/stack.ts';

const stack = stackForThisFile({ shape: 'one-process' });
const patience = { withinMs: 60_000, everyMs: 200 };
const script = path.join(root, 'docs', 'how-to', 'feed-records.mjs');

/** One JSON message a line; text stays as it is. */
async function feed(lines: readonly object[]): Promise<void> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...stack().env(), NODE_NO_WARNINGS: '1', KAFKAJS_NO_PARTITIONER_WARNING: '1' },
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect(await once(child, 'exit')).toEqual([0, null]);
}

const message = (kind: string, externalId: string, minute: number, record: object) => ({
  ...{ source: 'crm', kind, externalId, record },
  changedAt: `2026-03-02T08:${String(minute).padStart(2, '0')}:00.000Z`,
});
const howMany = 30;
const count = Array.from({ length: howMany }, (_, index) => String(index));
const customers = (minute: number) =>
  count.map((n) => message('customer', `c-${n}`, minute, { name: `Works ${n}.${minute}` }));
const sites = count.map((n) => message('site', `s-${n}`, 1, { name: 'Yard', customerExternalId: `c-${n}` }));
const technician = message('technician', 't-1', 1, { name: 'Jo Fischer', timeZone: 'Europe/Berlin' });

test('what another system sends over Kafka takes effect once, and what does not fit waits for a person', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const read = async <Schema extends z.ZodType>(schema: Schema, address: string) =>
    schema.parse((await desk.mustDo('GET', address)).body);
  const { letters, standing } = customersFeedRoutes;
  const lettersNow = async () => (await read(letters.responses[200].schema, letters.path)).items;

  // Before its source is known every message is put aside; then it is applied without anybody's doing.
  await feed([message('customer', 'early', 1, { name: 'Early bird' }), { kind: 'site', externalId: 'rubbish' }]);
  await eventually(async () => expect(await lettersNow()).toHaveLength(2), patience);
  const owns = { customer: ['name'], site: ['name'], contact: [], technician: ['name', 'timeZone'] };
  await desk.mustDo('PUT', '/v1/feed-sources/crm', { body: { name: 'Sales', active: true, owns } });
  const [rubbish] = await eventually(async () => {
    const left = await lettersNow();
    expect(left).toMatchObject([{ reason: expect.stringContaining('not a message of this topic') }]);
    return left;
  }, patience);
  const again = await desk.send('POST', `${letters.path}/${rubbish?.letterId}/replays`);
  expect(again.code).toBe('feed.letter-unfit');

  await feed([...sites, ...customers(1), technician]);
  stack().kill('product', 'SIGKILL');
  await feed([...customers(3), ...customers(2), ...sites, technician]);

  await eventually(async () => {
    const { items } = await read(customerRoutes.list.responses[200].schema, `${customerRoutes.list.path}?limit=100`);
    const fed = items.filter(({ externalId }) => externalId?.startsWith('c-'));
    expect(fed.map(({ name }) => name).toSorted()).toEqual(count.map((n) => `Works ${n}.3`).toSorted());
    expect(items.some(({ externalId }) => externalId === 'early')).toBe(true);
  }, patience);
  await eventually(async () => {
    const { items } = await read(standing.responses[200].schema, standing.path);
    expect(items).toMatchObject([{ source: 'crm', records: 2 * howMany + 1, open: 0 }]);
  }, patience);
  await eventually(async () => {
    const { items } = await read(
      technicianRoutes.list.responses[200].schema,
      `${technicianRoutes.list.path}?search=Jo`,
    );
    expect(items).toMatchObject([{ externalId: 't-1', version: 1 }]);
  }, patience);
});
