import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { plainExpress } from '#platform/http/app.ts';
import { startHttp } from '#platform/http/server.ts';
import type { RunningHttp } from '#platform/http/server.ts';
import { createLogger } from '#platform/logging.ts';
import { webApps } from '#services/gateway/pages/web-apps.ts';
import { send } from '#tests/support/gateway.ts';

let folder: string;
let http: RunningHttp;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'callout-web-'));
  const files = {
    'console/index.html': 'console',
    'console/assets/a-1.js': 'script',
    'technician/index.html': 'phone',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const app = plainExpress().use(webApps(folder));
  http = await startHttp({
    name: 'pages',
    host: '127.0.0.1',
    port: 0,
    apps: [app],
    log: createLogger({ name: 'test' }),
  });
});
afterAll(async () => {
  await http.stop();
  await rm(folder, { recursive: true });
});

const get = (address: string, accept = 'text/html') => send(http.url + address, { headers: { accept } });

test('every address of a person is the console’s, but for those of the other apps', async () => {
  expect((await get('/')).text).toBe('console');
  expect((await get('/orders/4711')).text).toBe('console');
  expect((await get('/technician')).text).toBe('phone');
  expect((await get('/technician/today')).text).toBe('phone');
  expect((await get('/technicians')).text).toBe('console');
  expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
});

test('files with a hash in their name are kept for ever', async () => {
  const script = await get('/assets/a-1.js', '*/*');

  expect(script.text).toBe('script');
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect((await get('/assets/gone-2.js', '*/*')).problem().code).toBe('route.unknown');
});

test('an app that is not built says so, and nothing outside of the folder is served', async () => {
  expect((await get('/customer')).text).toContain('not built');
  expect((await get('/..%2f..%2fetc/passwd')).text).not.toContain('root:');
  expect((await get('/.env')).status).toBe(404);
  expect((await get('/v1/nothing')).problem().code).toBe('route.unknown');
});
