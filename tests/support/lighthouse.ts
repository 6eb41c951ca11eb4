/** Google's Lighthouse on pages of the console, as somebody who is signed in; it is fetched when it is asked for, because it is large. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import * as z from 'zod';

import { findChromium } from '#deploy/local/parts/chromium.ts';
import { saySilently } from '#deploy/local/progress.ts';
import { runCommand } from '#deploy/local/run-command.ts';
import { withoutReferrerPolicy } from './without-referrer-policy.ts';

const version = '13.5.0';

const Report = z.object({
  finalDisplayedUrl: z.string(),
  runtimeError: z.object({ message: z.string() }).optional(),
  categories: z.object({ performance: z.object({ score: z.number().nullable() }) }),
});

/**
 * The performance of addresses for a desktop, from 0 to 100, in a browser of Lighthouse's own; `page` lends its session.
 * @throws Error when Lighthouse could not measure
 */
export async function performanceOf(page: Page, addresses: readonly string[]): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'callout-lighthouse-'));
  try {
    const headers = join(folder, 'headers.json');
    const cookies = await page.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    writeFileSync(headers, JSON.stringify({ Cookie: cookie }), { mode: 0o600 });
    await using passage = await withoutReferrerPolicy(page.url());
    const scores: number[] = [];
    for (const address of addresses) {
      const url = new URL(address, passage.url).href;
      scores.push(await scoreOf(url, headers, join(folder, 'report.json')));
    }
    return scores;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function scoreOf(url: string, headers: string, output: string): Promise<number> {
  const what = ['--preset=desktop', '--only-categories=performance', `--extra-headers=${headers}`];
  const how = ['--quiet', '--output=json', `--output-path=${output}`, `--chrome-flags=${chromeFlags()}`];
  await runCommand(
    'npm',
    ['exec', '--yes', `--package=lighthouse@${version}`, '--', 'lighthouse', url, ...what, ...how],
    {
      cwd: tmpdir(),
      env: { ...process.env, CHROME_PATH: await findChromium(process.env, saySilently) },
    },
  );
  const report = Report.parse(JSON.parse(readFileSync(output, 'utf8')));
  const { score } = report.categories.performance;
  if (score === null) throw new Error(`${url}: ${report.runtimeError?.message ?? 'no score'}`);
  if (report.finalDisplayedUrl !== url) throw new Error(`${url}: Lighthouse saw ${report.finalDisplayedUrl}`);
  return Math.round(score * 100);
}

/** Root cannot use the sandbox. */
function chromeFlags(): string {
  return ['--headless=new', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])].join(' ');
}
