import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { installOnce } from '#deploy/local/cache.ts';
import { interpolate } from '#deploy/local/compose.ts';
import { jarFile, jarFolder, lockedJars } from '#deploy/local/parts/jars.ts';
import { findJava } from '#deploy/local/parts/java.ts';
import { repairLinks } from '#deploy/local/parts/postgres-binaries.ts';
import { findTemporal } from '#deploy/local/parts/temporal-binary.ts';
import { saySilently } from '#deploy/local/progress.ts';
import { makeTemporaryFolder, removeFolder } from '#deploy/local/temporary-folder.ts';

let dir: string;
beforeEach(() => {
  dir = makeTemporaryFolder('parts');
});
afterEach(() => removeFolder(dir));

test('links between shared libraries that an installation without scripts left out are made, and dangling ones mended', () => {
  const lib = join(dir, 'native', 'lib');
  mkdirSync(lib, { recursive: true });
  writeFileSync(join(lib, 'libicuuc.so.60.2'), 'ICU');
  symlinkSync('nowhere', join(lib, 'libicuuc.so'));
  const links = ['libicuuc.so', 'libicuuc.so.60'].map((name) => ({
    source: 'native/lib/libicuuc.so.60.2',
    target: `native/lib/${name}`,
  }));
  writeFileSync(join(dir, 'native', 'pg-symlinks.json'), JSON.stringify(links));

  expect(repairLinks(dir)).toEqual(['native/lib/libicuuc.so', 'native/lib/libicuuc.so.60']);

  expect(readFileSync(join(lib, 'libicuuc.so.60'), 'utf8')).toBe('ICU');
  expect(lstatSync(join(lib, 'libicuuc.so')).isSymbolicLink()).toBe(true);
  expect(repairLinks(dir)).toEqual([]);
});

test('two starts that want the same download share one, and a failed one leaves nothing', async () => {
  let downloads = 0;
  const fill = async (folder: string) => {
    downloads += 1;
    writeFileSync(join(folder, 'program'), 'whole');
  };
  const folder = join(dir, 'cache', 'part');

  await expect(installOnce(folder, saySilently, () => Promise.reject(new Error('offline')))).rejects.toThrow('offline');
  expect(existsSync(folder)).toBe(false);
  await Promise.all([installOnce(folder, saySilently, fill), installOnce(folder, saySilently, fill)]);

  expect(downloads).toBe(1);
  expect(readFileSync(join(folder, 'program'), 'utf8')).toBe('whole');
});

test('a jar that is not the locked one is refused', async () => {
  const server = createServer((_, response) => response.end('another jar'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const env = { CALLOUT_CACHE: dir, MAVEN_REPOSITORY_URL: `http://127.0.0.1:${port}` };

  await expect(jarFolder('kafka', env, saySilently)).rejects.toThrow('is not the locked one');

  await new Promise((resolve) => server.close(resolve));
  expect(lockedJars('kafka').jars.map(jarFile)).toContain('kafka_2.13-4.1.0.jar');
});

test('a part that cannot be had is named with the ways to supply it', async () => {
  const nothing = { PATH: '', CALLOUT_CACHE: dir, TEMPORAL_CLI_PATH: join(dir, 'missing') };

  await expect(findTemporal(nothing, saySilently)).rejects.toThrow(/Temporal cannot be had[\s\S]*TEMPORAL_ADDRESS/);
  await expect(findJava(nothing, saySilently)).rejects.toThrow(/Java 17 or newer cannot be had[\s\S]*JAVA_HOME/);
});

test('an environment in compose takes the value of the terminal, else the one of the container', () => {
  const env = { ORDERS_PORT: '9001', EMPTY: '' };

  expect(interpolate('${ORDERS_PORT:-8080}', env)).toBe('9001');
  expect(interpolate('http://orders:${MISSING:-8080}/${EMPTY:-x}', env)).toBe('http://orders:8080/x');
  expect(interpolate('$${kept} ${MISSING}', env)).toBe('${kept} ');
  expect(interpolate('${ORDERS_PORT:?say it}', env)).toBe('9001');
  expect(() => interpolate('${MISSING:?say it}', env)).toThrow('MISSING has no value: say it');
});
