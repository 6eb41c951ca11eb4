/** The console in a browser: what a person does with it, pictures of it, and what it must not complain about. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';

import { findChromium, launchBrowser } from '#deploy/local/parts/chromium.ts';
import { adminPasswordFile } from '#deploy/local/secrets.ts';
import { saySilently } from '#deploy/local/progress.ts';
import { buildWeb } from '#deploy/web-build.ts';
import { firstAdministratorEmail } from '#transactions/identity/first-administrator.ts';
import type { Stack } from './stack.ts';

const picturesFolder = path.join(import.meta.dirname, '..', '..', '.build', 'screenshots');
const phone = { width: 390, height: 844 };
const desk = { width: 1360, height: 900 };
/** A run of all tests takes no pictures: nobody looks at them, and each costs as much as a page. */
const takesPictures = process.env['CALLOUT_TEST_PICTURES'] !== 'none';

export interface ConsolePage extends AsyncDisposable {
  readonly page: Page;
  /** Pictures at the desk and on a phone, after checking that the page has no fault that axe knows of. */
  readonly look: (name: string) => Promise<void>;
  /** A picture of any page in the browser. */
  readonly picture: (name: string, page: Page) => Promise<void>;
  /** Faults of accessibility, errors of the page, and what its policy refused. */
  readonly faults: () => readonly string[];
}

/** Opens a browser on a stack's console; nobody is signed in. */
export async function openConsole(stack: Pick<Stack, 'url'>): Promise<ConsolePage> {
  await Promise.all([buildWeb(), findChromium(process.env, saySilently)]);
  mkdirSync(picturesFolder, { recursive: true });
  const browser = await launchBrowser();
  const context = await browser.newContext({
    baseURL: stack.url,
    viewport: desk,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // A refused request is an answer, which the page shows; the browser logs it all the same.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  return {
    page,
    faults: () => faults,
    picture: async (name, other) => {
      if (!takesPictures) return;
      await other.screenshot({ path: path.join(picturesFolder, `${name}.png`), fullPage: true });
    },
    look: async (name) => {
      for (const fault of await accessibilityFaults(page)) faults.push(`${name}: ${fault}`);
      if (!takesPictures) return;
      await page.screenshot({ path: path.join(picturesFolder, `${name}.png`), fullPage: true });
      await page.setViewportSize(phone);
      await page.screenshot({ path: path.join(picturesFolder, `${name}-phone.png`), fullPage: true });
      await page.setViewportSize(desk);
    },
    [Symbol.asyncDispose]: () => closed(browser),
  };
}

async function closed(browser: Browser): Promise<void> {
  await browser.close();
}

async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} at ${html}`));
}

/** Signs the first administrator in, by keyboard. */
export async function signIn(page: Page, stack: Pick<Stack, 'dir'>): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail address').fill(firstAdministratorEmail);
  await page.keyboard.press('Tab');
  await page.keyboard.type(readFileSync(path.join(stack.dir, adminPasswordFile), 'utf8').trim());
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
}

/** Opens a section of the set-up and waits until its page is there. */
export async function openSection(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Set-up' }).click();
  await page.getByRole('link', { name: title, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Opens a select by its label and takes the option that begins so. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** Presses the button of the open dialog and waits until the dialog is gone. @throws Error with its words when it stays */
export async function submit(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button }).click();
  await dialog.waitFor({ state: 'detached' }).catch(async (cause: unknown) => {
    throw new Error(`The dialog stays: ${await dialog.innerText()}`, { cause });
  });
}
