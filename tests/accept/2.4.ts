/** Two browsers: what one changes the other shows at once, and after its stream was cut it is right again without a reload. */
import type { Page } from 'playwright-core';

import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { openConsole, signIn, submit } from '../support/console.ts';
import { wayTo } from '../support/cuttable.ts';
import type { Cuttable } from '../support/cuttable.ts';
import { createDesk, createOrder, makeDeskWorld } from '../support/order-desk.ts';
import type { DeskOrder } from '../support/order-desk.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

const roundsOf: Readonly<Record<AcceptSize, number>> = { short: 1, full: 10 };
const promisedMs = 1_000;
/** A machine that runs tests beside may take longer; what is promised is measured at full size. */
const shortMs = 10_000;
const patienceMs = 30_000;
const moved = 'In progress';

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const desk = createDesk(stack.url, stack.adminToken());
  const world = await makeDeskWorld(desk);
  const rounds = roundsOf[size];
  const orders = await Promise.all(Array.from({ length: rounds + 1 }, () => createOrder(desk, world)));
  await using changing = await openConsole(stack);
  await using way = await wayTo(stack.url);
  await using watching = await openConsole(way);
  for (const { page } of [changing, watching]) await signIn(page, stack);
  await watching.page.getByRole('link', { name: 'Service orders' }).click();
  await rowOf(watching.page, orders.at(-1)).waitFor();
  await watching.page.evaluate(() => Reflect.set(globalThis, 'isTheSamePage', true));
  const shownAfterMs: number[] = [];
  for (const order of orders.slice(0, rounds)) {
    const answeredAt = await moveByMouse(changing.page, order);
    await rowOf(watching.page, order).getByText(moved, { exact: true }).waitFor({ timeout: patienceMs });
    shownAfterMs.push(performance.now() - answeredAt);
    say(`  ${order.number} is shown after ${Math.round(shownAfterMs.at(-1) ?? 0)} ms`);
  }
  const backAfterMs = await afterACut({ changing: changing.page, watching: watching.page, way }, orders.at(-1));
  const isReloaded = !(await watching.page.evaluate(() => Reflect.has(globalThis, 'isTheSamePage')));
  const slowestMs = Math.round(Math.max(...shownAfterMs));
  const faults = [...changing.faults(), ...watching.faults()];
  const passed = slowestMs <= (size === 'full' ? promisedMs : shortMs) && !isReloaded && faults.length === 0;
  const figure = `${rounds} changes shown in the other browser after at most ${slowestMs} ms; after a cut right again ${Math.round(backAfterMs)} ms behind the network${isReloaded ? ', by a reload' : ''}`;
  return { passed, figure: [figure, ...faults].join('; ') };
}

function rowOf(page: Page, order: DeskOrder | undefined) {
  return page.getByRole('row').filter({ hasText: order?.number ?? '' });
}

/** Moves an order on its page. @returns when the answer was there */
async function moveByMouse(page: Page, order: DeskOrder | undefined): Promise<number> {
  await page.goto(`/orders/${order?.orderId ?? ''}`);
  await page.getByRole('button', { name: `Move to ${moved}` }).click();
  const answered = page.waitForResponse((response) => response.url().endsWith('/change-stage'));
  await submit(page, `Move to ${moved}`);
  await answered;
  return performance.now();
}

interface Cut {
  readonly changing: Page;
  readonly watching: Page;
  /** The watching browser's way to the server. */
  readonly way: Cuttable;
}

/** Milliseconds from the network's return until the page shows what happened while it had none. */
async function afterACut({ changing, watching, way }: Cut, order: DeskOrder | undefined): Promise<number> {
  await way.cut();
  await moveByMouse(changing, order);
  await watching.getByText(/^(Reconnecting|Not live)/).waitFor({ timeout: patienceMs });
  await way.mend();
  const cameBackAt = performance.now();
  await rowOf(watching, order).getByText(moved, { exact: true }).waitFor({ timeout: patienceMs });
  await watching.getByText('Live', { exact: true }).waitFor({ timeout: patienceMs });
  return performance.now() - cameBackAt;
}
