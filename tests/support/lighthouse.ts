/** Google's Lighthouse on pages of the console, as somebody who is signed in. */
import { createServer } from 'node:net';

import lighthouse, { desktopConfig } from 'lighthouse';
import type { Page } from 'playwright-core';

import { launchBrowser } from '#deploy/local/parts/chromium.ts';

/**
 * The performance of addresses for a desktop, from 0 to 100, in a browser of Lighthouse's own; `page` lends its session.
 * @throws Error when Lighthouse could not measure
 */
export async function performanceOf(page: Page, addresses: readonly string[]): Promise<readonly number[]> {
  const port = await freePort();
  const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
  try {
    const cookies = await page.context().cookies();
    const session = await browser.newBrowserCDPSession();
    const lent = cookies.map(({ name, value, domain, path, httpOnly }) => ({ name, value, domain, path, httpOnly }));
    await session.send('Storage.setCookies', { cookies: lent });
    const scores: number[] = [];
    for (const address of addresses) scores.push(await scoreOf(new URL(address, page.url()).href, port));
    return scores;
  } finally {
    await browser.close();
  }
}

async function scoreOf(url: string, port: number): Promise<number> {
  const onlyCategories = ['performance'];
  const run = await lighthouse(url, { port, logLevel: 'silent', onlyCategories }, desktopConfig);
  const score = run?.lhr.categories['performance']?.score;
  if (typeof score !== 'number') throw new Error(`${url}: ${run?.lhr.runtimeError?.message ?? 'no score'}`);
  if (run?.lhr.finalDisplayedUrl !== url) throw new Error(`${url}: Lighthouse saw ${run?.lhr.finalDisplayedUrl}`);
  return Math.round(score * 100);
}

/** A port of this machine that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== 'object' || address === null) throw new Error('the server had no port');
  return address.port;
}
