/** Every page of the console, by its own router, so that a new page is looked at without being named anywhere. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import * as z from 'zod';

const Paths = z.array(z.string().startsWith('/')).min(1);

/** The paths of all pages, as the router has them: `/orders/$orderId`. The console must be open. */
export async function consolePaths(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(() => {
    const router: unknown = Reflect.get(globalThis, '__TSR_ROUTER__');
    if (typeof router !== 'object' || router === null) return [];
    return Object.keys(Object(Reflect.get(router, 'routesByPath')));
  });
  return Paths.parse(found);
}

/**
 * The address of a path, with an example in the place of each name.
 * @throws Error for a page of a thing of which there is no example
 */
export function addressOf(path: string, examples: Readonly<Record<string, string>>): string {
  return path.replace(/\$(\w+)/g, (_whole, name: string) => {
    const example = examples[name];
    if (example === undefined) throw new Error(`there is no example of ${name} to open ${path} with`);
    return example;
  });
}

const grave: ReadonlySet<unknown> = new Set(['serious', 'critical']);

/** Opens an address and waits until everything is shown; what axe finds there, and whether the page is one at all. */
export async function faultsOfPage(page: Page, address: string): Promise<readonly string[]> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[role="status"] .mantine-Loader-root') === null);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.filter(({ impact }) => grave.has(impact));
  const isTrouble = await page.getByRole('alert').count();
  return [
    ...found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${address}: ${id} at ${html}`)),
    ...(isTrouble === 0 ? [] : [`${address}: ${await page.getByRole('alert').first().innerText()}`]),
  ];
}
