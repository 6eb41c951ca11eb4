/** The console in a language of accents, brackets and long words: every word is from the texts files, and everything fits. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { addressOf, consolePaths } from '#tests/support/console-pages.ts';
import { openConsole, signIn } from '#tests/support/console.ts';
import { createDesk, createOrder, makeDeskWorld, readOrder } from '#tests/support/order-desk.ts';
import {
  acceptance,
  complete,
  enterObjects,
  invoice,
  mustBeDone,
  openAgreement,
  openCase,
} from '#tests/support/order-desk.ts';
import { speakPseudoOn, strangeWords, whatDoesNotFit } from '#tests/support/pseudo-pages.ts';
import { stackForThisFile } from '#tests/support/stack.ts';

const stack = stackForThisFile();
const sizes = [
  { width: 1360, height: 900 },
  { width: 390, height: 844 },
] as const;

test('every page says what it says by the texts files, and long words fit at the desk and on a phone', async () => {
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk);
  const order = await createOrder(desk, world);
  await complete(desk, world, order);
  await mustBeDone(desk, order, 'sign-off', acceptance);
  await mustBeDone(desk, order, 'post', {});
  await invoice(desk, order);
  const objectId = await enterObjects(desk, world.customerId);
  await createOrder(desk, world);
  const { invoiceId } = await readOrder(desk, order);
  const caseId = await openCase(desk, world.customerId, order.orderId);
  const agreementId = await openAgreement(desk, world.customerId);
  const ids = { orderId: order.orderId, invoiceId: invoiceId ?? '', caseId, agreementId, objectId };
  const examples = { ...world, ...ids, stageModelId: 'standard' };
  await using console = await openConsole(stack());
  const { page, picture } = console;
  await signIn(page, stack());
  const paths = await consolePaths(page);
  const known = await speakPseudoOn(page);
  await page.goto('/');

  const faults: string[] = [];
  for (const path of paths) {
    await page.setViewportSize(sizes[0]);
    await openWithin(page, addressOf(path, examples));
    // Names arrive after the ids that they stand for.
    await expect
      .poll(() => strangeWords(page, known), { timeout: 3_000 })
      .toEqual([])
      .catch(() => undefined);
    for (const word of await strangeWords(page, known)) faults.push(`${path}: not from the texts: ${word}`);
    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const fault of await whatDoesNotFit(page)) faults.push(`${path} at ${size.width}: ${fault}`);
    }
    if (['/orders', '/orders/$orderId'].includes(path)) await picture(`pseudo-${path.length}`, page);
  }
  expect(faults).toEqual([]);
});

/** Goes there without loading the console anew. */
async function openWithin(page: Page, address: string): Promise<void> {
  await page.evaluate(async (to) => {
    const router: unknown = Reflect.get(globalThis, '__TSR_ROUTER__');
    if (typeof router !== 'object' || router === null) throw new Error('There is no router');
    const navigate: unknown = Reflect.get(router, 'navigate');
    if (typeof navigate === 'function') await Reflect.apply(navigate, router, [{ to }]);
  }, address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[role="status"] .mantine-Loader-root') === null);
}
