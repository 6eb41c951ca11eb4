/** Histories that were recorded once replay with the present code, whatever a rule has learned since. */
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';

import { createLogger } from '#platform/logging.ts';
import { bundle } from '#platform/temporal/bundle.ts';
import { installRuntime } from '#platform/temporal/runtime.ts';
import { addedGuard, swappedSteps, withChangedBundle } from './changed-bundle.ts';
import { keptHistories, readHashes, replayKept } from './histories.ts';
import { requestStories } from './request-stories.ts';
import { runStories } from './run-stories.ts';
import { stories } from './stories.ts';

const log = createLogger({ name: 'test', level: 'fatal' });
beforeAll(() => installRuntime({ log }));

test('what was recorded is kept: no file is replaced, deleted or unknown', () => {
  const kept = Object.fromEntries([...keptHistories()].map(([file, { hash }]) => [file, hash]));
  expect(kept).toEqual(readHashes());
  const told = Object.keys(kept).filter((file) => file.startsWith('0.1.0/'));
  expect(told).toEqual(
    Object.keys({ ...stories, ...requestStories, ...runStories })
      .map((name) => `0.1.0/${name}.json`)
      .sort(),
  );
});

test('no recorded history knows a machine or a path of it', () => {
  for (const [file, { text }] of keptHistories()) {
    const payloads = [...text.matchAll(/"data": "([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString('utf8'),
    );
    for (const read of [text, ...payloads])
      expect(read, file).not.toMatch(/\/(work|home|root|Users|tmp|usr)\/|file:\/\//);
  }
});

test('every recorded history replays', async () => {
  const replayed = await replayKept(await bundle({ log }));
  expect(replayed.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(replayed).toHaveLength(Object.keys(readHashes()).length);
});

test('a guard that is added to a rule breaks no recorded history', async () => {
  const replayed = await withChangedBundle(log, addedGuard, replayKept);
  expect(replayed.filter(({ error }) => error !== undefined)).toEqual([]);
});

test('a workflow that takes two steps in another order is found out', async () => {
  const replayed = await withChangedBundle(log, swappedSteps, replayKept);
  const errors = replayed.filter(({ error }) => error !== undefined);
  expect(errors.map(({ name }) => name)).toContain('0.1.0/happy.json');
  expect(errors[0]?.error?.name).toBe('DeterminismViolationError');
});

test('the bundle holds workflows and contracts: no rule, no activity, no zod, no calendar', async () => {
  const { codePath } = await bundle({ log });
  const code = await readFile(codePath, 'utf8');
  const modules = [...code.matchAll(/!\*\*\* (\S+) \*\*\*!/g)].map(([, name = '']) => name);
  const own = new Set(modules.filter((name) => name.startsWith('./') && !name.includes('node_modules')));
  const folders = new Set([...own].map((name) => name.split('/')[1]));
  expect(
    [...folders].filter((name) => ['domain', 'activities', 'transactions', 'db', 'services'].includes(name ?? '')),
  ).toEqual([]);
  expect(own.size).toBeGreaterThan(5);
  expect(modules.filter((name) => /node_modules\/(zod|kysely|pg|temporal-polyfill|uuid)\//.test(name))).toEqual([]);
});
