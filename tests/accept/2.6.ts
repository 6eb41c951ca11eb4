/** Attacks in text and files: script, SVG, formulas and names of files, in every field that the contracts know. Nothing executes. */
import type { Page } from 'playwright-core';

import { fileRoutes } from '#contracts/http/files.ts';
import { routes } from '#contracts/http/routes.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { readTable } from '#platform/csv/read-table.ts';
import { openConsole, signIn } from '../support/console.ts';
import { attackedGlobal, hostileWords } from '../support/hostile-words.ts';
import { sendAttacks } from '../support/hostile-sending.ts';
import { aVisitOf, createDesk, createOrder, makeDeskWorld } from '../support/order-desk.ts';
import type { Desk, DeskWorld } from '../support/order-desk.ts';
import { uploadPhoto } from '../support/uploaded-photo.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

/** Pages of one kind that are opened, such as orders; pages of other kinds. */
const pagesOf: Readonly<Record<AcceptSize, { readonly each: number; readonly all: number }>> = {
  short: { each: 1, all: 6 },
  full: { each: 4, all: 200 },
};
/** Fewer would mean that the attacks did not get in. */
const fewestFields = 60;

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const token = stack.adminToken();
  const desk = createDesk(stack.url, token);
  const world = await makeDeskWorld(desk, { customer: hostileWords(200, 0) });
  const order = await createOrder(desk, world);
  await signOff(desk, world);
  const fileId = await uploadPhoto(stack.url, token, 200);
  const known = { ...world, orderId: order.orderId, billToCustomerId: world.customerId, fileId };
  const sent = await sendAttacks(stack.url, token, { ...plainWords, ...known });
  say(`  ${sent.fields.size} fields of ${sent.routes.size} routes took an attack`);
  const few = sent.fields.size < fewestFields ? [`only ${sent.fields.size} fields took an attack`] : [];
  const wrong = [...sent.wrong, ...few, ...(await uploadFaults(stack)), ...(await spreadsheetFaults(stack))];
  const opened = await openPages(stack, size);
  say(`  ${opened.pages} pages opened`);
  wrong.push(...opened.faults);
  const figure = `${sent.fields.size} fields of ${sent.routes.size} routes attacked, ${opened.pages} pages and 1 file opened: ${wrong.length} faults`;
  return { passed: wrong.length === 0, figure: [figure, ...wrong.slice(0, 12)].join('; ') };
}

/** Whoever signs writes a name by hand. */
async function signOff(desk: Desk, world: DeskWorld): Promise<void> {
  const { orderId } = await createOrder(desk, world);
  const address = `/v1/service-orders/${orderId}`;
  const move = (body: object) => desk.mustDo('POST', `${address}/change-stage`, { body });
  await move({ to: 'planned', visit: aVisitOf(world.technicianId) });
  await move({ to: 'in-progress' });
  await move({ to: 'completed' });
  const body = { signedBy: hostileWords(120, 1), noSignatureReasonCode: 'nobody-present' };
  await desk.mustDo('POST', `${address}/sign-off`, { body });
}

/** What is checked against a list, and what an attack there would hide: the rest is attacked. */
const plainWords = {
  ...{ timeZone: 'Europe/Berlin', language: 'en', country: 'AT', currency: 'EUR', unit: 'pcs', id: 'attacked' },
  ...{ orderType: 'standard', priority: 'normal', priorityId: 'normal', stageModelId: 'standard', slaPolicyId: null },
  ...{ category: 'spare-parts', externalId: 'attacked-1', occurredAt: undefined, endsAt: '2026-01-05T10:00:00.000Z' },
  ...{ week: { mon: [['08:00', '12:00']] }, exceptions: [], roles: ['dispatcher'], type: 'item' },
  ...{ 'createUser/customerId': null, 'issueToken/customerId': null, 'addWarehouse/number': 'ATTACKED' },
} as const;

const hostileFiles = [
  { type: 'image/svg+xml', content: `<svg xmlns="http://www.w3.org/2000/svg" onload="window.${attackedGlobal}=1"/>` },
  { type: 'text/html', content: `<script>window.${attackedGlobal}=1</script>` },
  { type: 'image/png', content: `<script>window.${attackedGlobal}=1</script>` },
  { type: 'application/pdf', content: `<svg onload="window.${attackedGlobal}=1">` },
];

/** Uploads that are taken although they are not what they may be, and pictures that a browser might take for a page. */
async function uploadFaults(stack: Stack): Promise<readonly string[]> {
  const faults: string[] = [];
  const authorization = `Bearer ${stack.adminToken()}`;
  const uploads = routes.filter(({ raw = [] }) => raw.some((type) => !type.startsWith('text/')));
  for (const { id, path, method } of uploads) {
    for (const { type, content } of hostileFiles) {
      const headers = { authorization, 'content-type': type };
      const { status } = await fetch(stack.url + path, { method, headers, body: content });
      if (status !== 415 && status !== 422) faults.push(`${id} answered ${status} to ${type}`);
    }
  }
  return [...faults, ...(await pictureFaults(stack, authorization))];
}

/** A picture with a page behind its first bytes. */
async function pictureFaults(stack: Stack, authorization: string): Promise<readonly string[]> {
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = Buffer.concat([start, Buffer.from(`<script>window.${attackedGlobal}=1</script>`)]);
  const headers = { authorization, 'content-type': 'image/png' };
  const stored = await fetch(stack.url + fileRoutes.upload.path, { method: 'POST', headers, body });
  const fileId: unknown = Reflect.get(Object(await stored.json()), 'fileId');
  const read = await fetch(`${stack.url}/v1/files/${String(fileId)}`, { headers: { authorization } });
  await read.arrayBuffer();
  const said = (name: string) => read.headers.get(name) ?? '';
  const isSafe =
    said('content-type') === 'image/png' &&
    said('x-content-type-options') === 'nosniff' &&
    said('content-security-policy').includes("script-src 'self'");
  return isSafe ? [] : ['a picture is sent so that a browser may take it for a page'];
}

/** Cells of the list of orders that a spreadsheet would carry out. */
async function spreadsheetFaults(stack: Stack): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${stack.adminToken()}` };
  const response = await fetch(`${stack.url}/v1/service-orders.csv`, { headers });
  if (response.body === null) return ['the list of orders is no file'];
  const { lines } = await readTable(response.body);
  const cells: string[] = [];
  for await (const line of lines) cells.push(...line.cells);
  const live = cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)).map((cell) => `a spreadsheet would run ${cell}`);
  const isThere = cells.some((cell) => cell.startsWith("'="));
  return isThere ? live : [...live, 'no attack is in the list of orders'];
}

/** Opens every page that a link leads to, and some of each kind. */
async function openPages(stack: Stack, size: AcceptSize) {
  await using console = await openConsole(stack);
  const { page, faults } = console;
  const found: string[] = [];
  page.on('dialog', (dialog) => {
    found.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await signIn(page, stack);
  const { each, all } = pagesOf[size];
  const waiting = ['/', '/orders', '/set-up/customers', '/requests', '/set-up'];
  const opened = new Map<string, number>();
  const seen = new Set<string>();
  let pages = 0;
  for (let address = waiting.shift(); address !== undefined && pages < all; address = waiting.shift()) {
    const kind = address.replaceAll(/[0-9a-f-]{36}/g, ':id').replace(/\?.*/, '');
    const before = opened.get(kind) ?? 0;
    if (seen.has(address) || before >= each) continue;
    seen.add(address);
    opened.set(kind, before + 1);
    pages += 1;
    waiting.push(...(await linksAt(page, address)));
    if (await isAttacked(page)) found.push(`a script ran on ${address}`);
  }
  return { pages, faults: [...found, ...faults()] };
}

/** Goes there and gives the addresses within the console to which it leads. */
async function linksAt(page: Page, address: string): Promise<readonly string[]> {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.getByRole('status').filter({ hasText: 'Loading' }).first().waitFor({ state: 'detached' });
  const hrefs = await page
    .locator('a[href^="/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  return hrefs.filter((href) => href !== null).filter((href) => !/^\/(v1|problems|docs)\b|sign-out/.test(href));
}

function isAttacked(page: Page): Promise<boolean> {
  return page.evaluate((name) => Reflect.has(window, name), attackedGlobal);
}
