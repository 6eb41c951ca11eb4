import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { afterEach, describe, expect, test } from 'vitest';

import { serviceNames } from '#contracts/areas.ts';
import { ConfigError, loadServiceConfig } from '#platform/config.ts';
import { createFileStore } from '#platform/files.ts';
import { createLogger } from '#platform/logging.ts';
import { metricsText } from '#platform/metrics.ts';
import { stopAll } from '#platform/process.ts';
import { runRelay } from '#platform/relay.ts';
import type { Relay } from '#platform/relay.ts';

const log = createLogger({ name: 'test' });

describe('a service environment', () => {
  const urls = Object.fromEntries(
    serviceNames.map((name, at) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${8080 + at}/`]),
  );
  const env = {
    ...urls,
    ORDERS_DATABASE_URL: 'postgres://u:p@127.0.0.1:8090/callout',
    ORDERS_PORT: '8081',
    TEMPORAL_ADDRESS: '127.0.0.1:8093',
    TEMPORAL_UI_URL: 'http://127.0.0.1:8094',
    KAFKA_BROKERS: '127.0.0.1:8091, 127.0.0.1:8092',
    CALLOUT_SERVICE_KEY: 'k'.repeat(32),
    CALLOUT_PUBLIC_URL: 'http://127.0.0.1:8080',
    LOG_LEVEL: '',
  };

  test('is parsed once, with the defaults of what may be absent', () => {
    expect(loadServiceConfig('orders', env)).toMatchObject({
      port: 8081,
      host: '127.0.0.1',
      kafka: { brokers: ['127.0.0.1:8091', '127.0.0.1:8092'], topicPrefix: '' },
      temporal: { namespace: 'callout' },
      urls: { gateway: 'http://127.0.0.1:8080', reporting: 'http://127.0.0.1:8085' },
      filesDir: path.join('.callout', 'files'),
      logLevel: undefined,
    });
  });

  test('tells all its mistakes at once, by name and without values', () => {
    const wrong = {
      ...env,
      ORDERS_PORT: 'many',
      CALLOUT_SERVICE_KEY: 'hunter2',
      GATEWAY_URL: undefined,
      TEMPORAL_ADDRESS: '',
    };
    const load = () => loadServiceConfig('orders', wrong);
    expect(load).toThrow(ConfigError);
    for (const name of [
      'ORDERS_PORT',
      'CALLOUT_SERVICE_KEY',
      'GATEWAY_URL is missing',
      'TEMPORAL_ADDRESS is missing',
    ]) {
      expect(load).toThrow(name);
    }
    expect(load).not.toThrow('hunter2');
  });
});

describe('the outbox relay', () => {
  let relay: Relay | undefined;
  afterEach(() => relay?.stop());

  /** An outbox in memory and a sink that works while `isUp`. */
  function outbox({ onSend, ...options }: { gatherMs?: number; takesAll?: boolean; onSend?: () => void } = {}) {
    const rows: { id: string; n: number }[] = [];
    const sent: number[] = [];
    const marked = new Set<string>();
    const sink = { isUp: true, tries: 0, looks: 0 };
    relay = runRelay({
      ...options,
      name: 'test/memory',
      log,
      batch: 3,
      pollMs: 60_000,
      source: {
        takeUnsent: async (limit) => {
          sink.looks += 1;
          return rows.filter((row) => !marked.has(row.id)).slice(0, limit);
        },
        markSent: async (ids) => ids.forEach((id) => marked.add(id)),
        oldestUnsentAgeMs: async () => (rows.length > marked.size ? 5 : 0),
      },
      send: async (batch) => {
        sink.tries += 1;
        if (!sink.isUp) throw new Error('sink is down');
        onSend?.();
        sent.push(...batch.map((row) => row.n));
        return batch.map((row) => row.id);
      },
    });
    const add = (...ns: number[]) => {
      rows.push(...ns.map((n) => ({ id: randomUUID(), n })));
      relay?.wake();
    };
    return { add, sent, sink };
  }

  test('sends what is there in order, batch after batch, as soon as it is woken', async () => {
    const { add, sent } = outbox();
    add(1, 2, 3, 4, 5, 6, 7);
    await expect.poll(() => sent).toEqual([1, 2, 3, 4, 5, 6, 7]);
    add(8);
    await expect.poll(() => sent.at(-1)).toBe(8);
  });

  test('goes on where it was when its sink comes back, and says that it failed', async () => {
    const { add, sent, sink } = outbox();
    sink.isUp = false;
    add(1, 2);
    await expect.poll(() => relay?.isFailing()).toBe(true);
    sink.isUp = true;
    await expect.poll(() => sent, { timeout: 5_000 }).toEqual([1, 2]);
    await expect.poll(() => relay?.isFailing()).toBe(false);
  });

  test('sends what is written close together as one batch, and looks again only when something may be left', async () => {
    const { add, sent, sink } = outbox({ gatherMs: 50, takesAll: true });
    await expect.poll(() => sink.looks).toBe(1);
    for (const n of [1, 2]) add(n);
    await expect.poll(() => sent).toEqual([1, 2]);
    expect(sink).toMatchObject({ tries: 1, looks: 2 });
    add(3, 4, 5, 6);
    await expect.poll(() => sent).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sink).toMatchObject({ tries: 3, looks: 4 });
  });

  test('answers what woke it while it sent a full batch with a look of its own', async () => {
    const { add, sink } = outbox({ takesAll: true, onSend: () => sink.tries === 1 && relay?.wake() });
    await expect.poll(() => sink.looks).toBe(1);
    add(1, 2, 3, 4);
    await expect.poll(() => sink.looks).toBe(4);
    expect(sink.tries).toBe(2);
  });

  test('is not made to hammer a sink that is down by being woken', async () => {
    const { add, sink } = outbox();
    sink.isUp = false;
    add(1);
    await expect.poll(() => sink.tries).toBe(1);
    for (let n = 0; n < 50; n += 1) relay?.wake();
    await relay?.stop();
    expect(sink.tries).toBeLessThanOrEqual(2);
  });
});

describe('the file store', () => {
  const dirs: string[] = [];
  afterEach(() => Promise.all(dirs.splice(0).map((dir) => rm(dir, { recursive: true }))));
  async function store() {
    const dir = await mkdtemp(path.join(tmpdir(), 'callout-files-'));
    dirs.push(dir);
    return { dir, files: createFileStore(dir) };
  }

  test('gives back what was put, by the hash of its content', async () => {
    const { files } = await store();
    const put = await files.put(Readable.from([Buffer.from('sig'), Buffer.from('nature')]), {
      mime: 'image/png',
      maxBytes: 100,
    });
    expect(put).toMatchObject({ size: 9, mime: 'image/png', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await files.put(Buffer.from('signature'), { mime: 'image/png', maxBytes: 100 })).toEqual(put);
    const got = await files.get(put.sha256);
    expect([got?.size, await text(got?.stream ?? Readable.from([]))]).toEqual([9, 'signature']);
  });

  test('keeps nothing of what is too large or breaks off', async () => {
    const { dir, files } = await store();
    await expect(files.put(Buffer.alloc(11), { mime: 'x/y', maxBytes: 10 })).rejects.toMatchObject({
      code: 'request.too-large',
    });
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('gone');
      })(),
    );
    await expect(files.put(broken, { mime: 'x/y', maxBytes: 10 })).rejects.toThrow('gone');
    expect(await readdir(path.join(dir, 'incoming'))).toEqual([]);
  });

  test('knows no file by anything but a hash', async () => {
    const { files } = await store();
    expect(await files.get('../../etc/passwd')).toBeUndefined();
    expect(await files.get('0'.repeat(64))).toBeUndefined();
  });
});

test('a secret in a log line is hidden', () => {
  const lines: string[] = [];
  const logger = createLogger({ name: 't', level: 'info', to: { write: (line) => void lines.push(line) } });
  logger.info({ headers: { authorization: 'Bearer hunter2' }, password: 'hunter2', orderId: '7' }, 'Something');
  expect(lines[0]).not.toContain('hunter2');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', service: 't', message: 'Something', orderId: '7' });
});

test('gauges of one name stand together', () => {
  const gauge = { name: 'outbox_age_seconds', help: 'Age', read: () => 2 };
  const all = [
    { ...gauge, labels: { sink: 'kafka' } },
    { name: 'other', help: 'Other', read: () => 1 },
    { ...gauge, labels: { sink: 'temporal' } },
  ];
  expect(metricsText(all).split('\n').slice(0, 4)).toEqual([
    '# HELP outbox_age_seconds Age',
    '# TYPE outbox_age_seconds gauge',
    'outbox_age_seconds{sink="kafka"} 2',
    'outbox_age_seconds{sink="temporal"} 2',
  ]);
});

test('one part that does not stop keeps no other from stopping', async () => {
  const stopped: string[] = [];
  const parts = [() => stopped.push('a'), () => Promise.reject(new Error('b')), () => stopped.push('c')];
  await expect(stopAll(parts)).rejects.toThrow('did not stop cleanly');
  expect(stopped).toEqual(['a', 'c']);
});
