/** A browser for tests: a Chromium that is installed, else the one in the npm package @sparticuz/chromium. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { cacheFolder, installOnce } from '../cache.ts';
import { longStep, saySilently } from '../progress.ts';
import type { Say } from '../progress.ts';
import { isExecutable, onPath, runCommand } from '../run-command.ts';
import { PartMissing, reasonOf } from './part.ts';

const programs = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const waysToSupply = [
  'CHROMIUM_PATH=/path/of/chromium',
  'install Chromium or Google Chrome (Debian: apt-get install chromium)',
  'run npm ci again on Linux x64: the package @sparticuz/chromium carries one',
];

/**
 * Starts a browser without a window.
 * @throws PartMissing when there is none
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium(process.env, saySilently);
  // Root cannot use the sandbox; elsewhere its absence would be a difference between the test and what people use.
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-dev-shm-usage'],
  });
}

/** The path of a Chromium. */
export async function findChromium(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  const candidates = [env['CHROMIUM_PATH'], ...programs.map((program) => onPath(program, env)), ...applications];
  const installed = candidates.find((path) => path !== undefined && path !== '' && isExecutable(path));
  if (installed !== undefined) return installed;
  try {
    return await chromiumFromPackage(env, say);
  } catch (error) {
    throw new PartMissing('Chromium', [reasonOf(error)], waysToSupply);
  }
}

async function chromiumFromPackage(env: NodeJS.ProcessEnv, say: Say): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`@sparticuz/chromium has none for ${process.platform}-${process.arch}`);
  }
  const folder = join(cacheFolder(env), 'chromium', packageVersion());
  await installOnce(folder, say, (empty) =>
    longStep(say, 'Chromium: unpacking the browser of @sparticuz/chromium', async () => {
      // The package unpacks into the folder for temporary files of its process.
      const script = "await (await import('@sparticuz/chromium')).default.executablePath()";
      await runCommand(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: join(import.meta.dirname, '..', '..', '..'),
        env: { ...env, TMPDIR: empty },
      });
    }),
  );
  return join(folder, 'chromium');
}

function packageVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  let folder = dirname(entry);
  while (
    !existsSync(join(folder, 'package.json')) ||
    !/"version"/.test(readFileSync(join(folder, 'package.json'), 'utf8'))
  ) {
    folder = dirname(folder);
  }
  return /"version":\s*"([^"]+)"/.exec(readFileSync(join(folder, 'package.json'), 'utf8'))?.[1] ?? 'unknown';
}
