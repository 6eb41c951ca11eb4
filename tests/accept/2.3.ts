/** The console is for everybody and quick: axe on every page in both themes, Lighthouse, the weight of its scripts, and a long list. */
import type { Page } from 'playwright-core';

import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { addressOf, consolePaths, faultsOfPage } from '../support/console-pages.ts';
import { openConsole, signIn } from '../support/console.ts';
import { performanceOf } from '../support/lighthouse.ts';
import { listFigures } from '../support/list-figures.ts';
import { seedManyOrders } from '../support/many-orders.ts';
import { acceptance, complete, createDesk, createOrder, invoice, makeDeskWorld } from '../support/order-desk.ts';
import { enterObjects, mustBeDone, openAgreement, openCase, readOrder } from '../support/order-desk.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

interface Size {
  readonly orders: number;
  /** Requests for each filter. */
  readonly rounds: number;
  /** Times the list is opened. */
  readonly openings: number;
}

const sizes: Readonly<Record<AcceptSize, Size>> = {
  full: { orders: 100_000, rounds: 20, openings: 5 },
  short: { orders: 2_000, rounds: 1, openings: 1 },
};

const promised = { score: 90, scriptBytes: 300_000, firstRowsMs: 500, filterMs: 300 };
/** A machine that runs tests beside may take longer; what is promised is measured at full size. */
const shortFactor = 20;
const schemes = ['light', 'dark'] as const;

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const examples = await oneOfEach(stack);
  await using console = await openConsole(stack);
  const { page } = console;
  const scriptBytes = await firstLoad(page, stack);
  const paths = await consolePaths(page);
  const looked = size === 'full' ? paths : ['/'];
  const faults = [...(await faultsOfPages(page, looked, examples, say)), ...console.faults()];
  await seedManyOrders(stack, sizes[size].orders);
  const list = await listIn(page, stack, size, say);
  const measured = ['/', '/orders', '/orders/$orderId'].map((path) => addressOf(path, examples));
  const scores = size === 'full' ? await performanceOf(page, measured) : [];
  const allowed = size === 'full' ? 1 : shortFactor;
  const passed =
    faults.length === 0 &&
    scores.every((score) => score >= promised.score) &&
    scriptBytes <= promised.scriptBytes &&
    list.firstRowsMs <= promised.firstRowsMs * allowed &&
    list.filterMs <= promised.filterMs * allowed;
  const figure = [
    `${looked.length} of ${paths.length} pages in both themes with ${faults.length} faults`,
    scores.length === 0 ? 'Lighthouse only at full size' : `Lighthouse ${scores.join(', ')} for home, list, order`,
    `${Math.round(scriptBytes / 1_000)} KB of script at first`,
    `of ${sizes[size].orders} orders the first rows after ${Math.round(list.firstRowsMs)} ms (median)`,
    `filtered in ${Math.round(list.filterMs)} ms (p95 of the slowest: ${list.slowest})`,
  ].join('; ');
  return { passed, figure: [figure, ...faults.slice(0, 5)].join('; ') };
}

/** A thing of each kind that has a page of its own. */
async function oneOfEach(stack: Stack): Promise<Readonly<Record<string, string>>> {
  const desk = createDesk(stack.url, stack.adminToken());
  const world = await makeDeskWorld(desk);
  const { customerId, itemId } = world;
  const order = await createOrder(desk, world);
  await complete(desk, world, order);
  await mustBeDone(desk, order, 'sign-off', acceptance);
  await mustBeDone(desk, order, 'post', {});
  await invoice(desk, order);
  const { invoiceId } = await readOrder(desk, order);
  const caseId = await openCase(desk, customerId, order.orderId);
  const agreementId = await openAgreement(desk, customerId);
  const objectId = await enterObjects(desk, customerId);
  const ids = { orderId: order.orderId, invoiceId: invoiceId ?? '', caseId, agreementId, objectId };
  return { customerId, itemId, ...ids, stageModelId: 'standard' };
}

/** Bytes of script, as they came over the network, until somebody who signed in sees the home page. */
async function firstLoad(page: Page, stack: Stack): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    sizes.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => responseBodySize),
    );
  });
  await signIn(page, stack);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const all = await Promise.all(sizes);
  return all.reduce((sum, size) => sum + size, 0);
}

async function faultsOfPages(
  page: Page,
  paths: readonly string[],
  examples: Readonly<Record<string, string>>,
  say: Say,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const path of paths) {
      const found = await faultsOfPage(page, addressOf(path, examples));
      for (const fault of found) faults.push(`${colorScheme} ${fault}`);
      say(`  ${colorScheme} ${path}: ${found.length} faults`);
    }
  }
  return faults;
}

async function listIn(page: Page, stack: Stack, size: AcceptSize, say: Say) {
  const { rounds, openings } = sizes[size];
  const opened: number[] = [];
  for (let opening = 0; opening < openings; opening += 1) {
    await page.goto('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const startedAt = performance.now();
    await page.getByRole('link', { name: 'Service orders' }).click();
    await page.getByRole('rowgroup').last().getByRole('row').first().waitFor();
    opened.push(performance.now() - startedAt);
    say(`  the list opened after ${Math.round(opened.at(-1) ?? 0)} ms`);
  }
  const figures = await listFigures({ url: stack.url, token: stack.adminToken() }, rounds);
  const slowest = figures.toSorted((one, other) => other.p95Ms - one.p95Ms);
  for (const { name, p95Ms } of slowest.slice(0, 10)) say(`  ${Math.round(p95Ms)} ms: ${name}`);
  return {
    firstRowsMs: opened.toSorted((one, other) => one - other)[Math.floor(openings / 2)] ?? 0,
    filterMs: slowest[0]?.p95Ms ?? 0,
    slowest: slowest[0]?.name ?? 'nothing',
  };
}
