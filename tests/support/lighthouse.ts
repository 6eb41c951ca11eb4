/** Google's Lighthouse on a page of the console, as somebody who is signed in. */
import { createServer } from 'node:net';

import lighthouse, { desktopConfig } from 'lighthouse';
import type { Page } from 'playwright-core';

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || address === null) throw new Error('the server had no port');
  return address.port;
}

/**
 * The performance of an address for a desktop, from 0 to 100, in the browser whose debugging port is given; `page` lends its session.
 * @throws Error when Lighthouse could not measure
 */
export async function performanceOf(page: Page, port: number, address: string): Promise<number> {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const flags = {
    port,
    logLevel: 'silent',
    onlyCategories: ['performance'],
    extraHeaders: { Cookie: cookie },
  } as const;
  const run = await lighthouse(
    new URL(address, page.url()).href,
    { ...flags, onlyCategories: ['performance'] },
    desktopConfig,
  );
  const score = run?.lhr.categories['performance']?.score;
  if (typeof score !== 'number') throw new Error(`${address}: ${run?.lhr.runtimeError?.message ?? 'no score'}`);
  return Math.round(score * 100);
}
