/** A customer’s own page: ask, be asked, answer, and say how it was, on a phone; in German for a contact who reads German. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';

import { contactRoutes, customerRoutes, siteRoutes } from '#contracts/http/customers.ts';
import { identityRoutes } from '#contracts/http/identity.ts';
import { objectRoutes } from '#contracts/http/objects.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import { orderFileRoutes } from '#contracts/http/service-orders-files.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { callAs } from '../support/call-as.ts';
import type { TokenCall } from '../support/call-as.ts';
import { mailsTo } from '../support/caught-mails.ts';
import { choose, openConsole, signIn, submit } from '../support/console.ts';
import type { ConsolePage } from '../support/console.ts';
import { eventually } from '../support/eventually.ts';
import { createDesk, createOrder, makeDeskWorld, makeTechnician, mustBeDone } from '../support/order-desk.ts';
import type { Desk } from '../support/order-desk.ts';
import { pngOf } from '../support/pictures.ts';
import { stackForThisFile } from '../support/stack.ts';
import { uploadPhoto } from '../support/uploaded-photo.ts';

const stack = stackForThisFile({ shape: 'one-process' });

const email = 'robin@seeblick.example';
const password = 'quiet-lake-morning-7';

async function makeCustomer(call: TokenCall): Promise<string> {
  const key = randomUUID;
  const { body: customer } = await call(customerRoutes.create, { body: { name: 'Kurhotel Seeblick' }, key: key() });
  const { customerId } = customer;
  const params = { customerId };
  const { body: site } = await call(siteRoutes.create, { params, body: { name: 'Main house' }, key: key() });
  await call(contactRoutes.create, { params, body: { name: 'Robin See', email }, key: key() });
  const { siteId } = site;
  await call(objectRoutes.create, { body: { customerId, siteId, name: 'Lift 1' }, key: key() });
  const user = { email, displayName: 'Robin See', roles: ['customer-contact' as const], customerId, password };
  await call(identityRoutes.createUser, { body: { ...user, mustChangePassword: false }, key: key() });
  return customerId;
}

test('a customer asks for service, answers a question and says how it was', async () => {
  const call = callAs(stack().url, stack().adminToken());
  const desk = createDesk(stack().url, stack().adminToken());
  const technicianId = await makeTechnician(desk, 'Kim Field');
  const customerId = await makeCustomer(call);
  await using console = await openConsole(stack());
  const { page, look, faults } = console;

  await page.goto('/');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/customer');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('link', { name: 'Ask for service' }).click();
  await page.getByLabel('What is wrong?').fill('The lift stands still');
  await page.getByLabel('Where?').selectOption('Main house');
  await page.getByLabel('What is it about?').selectOption({ index: 1 });
  await page.getByLabel('Since when?').fill('This morning');
  await page.getByLabel('Somebody is in danger').check();
  await page.getByLabel('Phone number').fill('+43 1 000');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Photos' }).click();
  const photos = ['door.png', 'panel.png'].map((name, index) => ({
    ...{ name, mimeType: 'image/png', buffer: Buffer.from(pngOf(320 + index, 240)) },
  }));
  await (await chooser).setFiles(photos);
  await page.getByRole('button', { name: 'Remove photo 2' }).click();
  await page.getByRole('img', { name: 'Photo 2' }).waitFor({ state: 'detached' });
  await look('customer-ask');
  await page.getByRole('button', { name: 'Send' }).click();
  const told = await page.getByText(/^Your number is /).textContent();
  await look('customer-asked');
  const { body: asked } = await call(serviceRequestRoutes.list, { query: { customerId } });
  const [request] = asked.items;
  expect(told).toContain(request?.number);
  expect(request?.description).toBe(
    'Since: This morning\nUrgency: Somebody is in danger, or nothing works\nPhone: +43 1 000',
  );
  expect(request?.contactId).not.toBeNull();
  expect(request?.photoIds).toHaveLength(1);

  await page.getByRole('link', { name: 'My orders' }).first().click();
  await page.getByText('We have it, and will look at it').waitFor();
  const { body: accepted } = await call(serviceRequestRoutes.accept, {
    ...{ params: { requestId: request?.requestId ?? '' }, body: {}, key: randomUUID() },
  });
  const order = { orderId: accepted.orderId ?? '', number: accepted.orderNumber ?? '' };
  await page.getByText('We have it', { exact: true }).waitFor();
  const visit = { technicianId, timeZone: 'Europe/Vienna' };
  const slot = { startsAt: '2099-03-03T08:00:00.000Z', endsAt: '2099-03-03T09:30:00.000Z' };
  await mustBeDone(desk, order, 'change-stage', { to: 'planned', visit: { ...visit, ...slot } });
  await page.getByText('Planned for Tuesday').waitFor();
  await look('customer-orders');
  await page.getByRole('link', { name: 'The lift stands still' }).click();
  const wait = { to: 'waiting', reasonCode: 'waiting-for-customer', waitingFor: 'customer' };
  const question = { question: 'Who lets us in?', until: '2099-01-01T00:00:00.000Z' };
  await mustBeDone(desk, order, 'change-stage', { ...wait, ...question });
  await page.getByRole('heading', { name: 'We wait for your answer' }).waitFor();
  await page.getByRole('img', { name: 'Photo 1' }).waitFor();
  await page.getByRole('textbox', { name: 'Your answer' }).fill('The night porter');
  await look('customer-question');
  await page.getByRole('button', { name: 'Send the answer' }).click();
  await page.getByText('Thank you. You can add something.').waitFor();
  for (const to of ['planned', 'in-progress', 'completed']) await mustBeDone(desk, order, 'change-stage', { to });
  await page.getByLabel('4 · good').check();
  await page.getByRole('textbox', { name: 'What was good' }).fill('Quick');
  const fileId = await uploadPhoto(stack().url, stack().adminToken(), 400);
  const shown = { fileId, caption: 'The new drive', forCustomer: true };
  await call(orderFileRoutes.add, { params: { orderId: order.orderId }, body: shown, key: randomUUID() });
  await page.getByRole('link', { name: 'Open The new drive' }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('customer-rating');
  await page.getByRole('button', { name: 'Send the rating' }).click();
  await page.getByText('Thank you. You can change it').waitFor();

  const { body: seen } = await call(serviceOrderRoutes.read, { params: { orderId: order.orderId } });
  expect(seen.rating).toMatchObject({ rating: 4, text: 'Quick' });
  const { body: contacts } = await call(contactRoutes.list, { params: { customerId }, query: {} });
  const [contact] = contacts.items;
  const named = { customerId, contactId: contact?.contactId ?? '' };
  await call(contactRoutes.change, { params: named, body: { language: 'de' }, ifMatch: contact?.version ?? 0 });
  await page.reload();
  await page.getByRole('group', { name: 'Ihre Bewertung' }).waitFor();
  await look('customer-order-german');
  await page.getByRole('button', { name: 'Abmelden' }).click();
  await page.getByRole('textbox', { name: 'Password' }).waitFor();
  await look('customer-sign-in');
  expect(faults()).toEqual([]);
});

test('the office quotes extra work, and the customer approves it by the link of the mail without signing in', async () => {
  const call = callAs(stack().url, stack().adminToken());
  const desk = createDesk(stack().url, stack().adminToken());
  const world = await makeDeskWorld(desk, { customer: 'Hotel Bergblick (fictional)' });
  const params = { customerId: world.customerId };
  const contact = { name: 'Kim Berg', email: 'kim@bergblick.example' };
  const { body: kim } = await call(contactRoutes.create, { params, body: contact, key: randomUUID() });
  const order = await createOrder(desk, world, { itemId: null, contactId: kim.contactId });
  const part = { type: 'item', category: 'spare-parts', itemId: world.itemId, quantity: 2, extra: true };
  await desk.mustDo('POST', `/v1/service-orders/${order.orderId}/lines`, { body: part });
  await using console = await openConsole(stack());
  const { page, look, faults } = console;
  await signIn(page, stack());

  await page.goto(`/orders/${order.orderId}`);
  await payBack(console);
  await payBackTogether(console, desk, { orderId: order.orderId, payBackTo: world.technicianId });
  await createWithExpense(console);
  await page.goto(`/orders/${order.orderId}`);
  await page.getByRole('button', { name: 'Add a line' }).click();
  await choose(page, 'Category', 'Labour');
  await page.getByRole('textbox', { name: 'Description' }).fill('The drive of the door is worn');
  await page.getByLabel('Extra: beyond what was agreed').check();
  await look('extra-line');
  await submit(page, 'Add a line');
  await addFiles(console);
  const { body: added } = await call(orderFileRoutes.list, { params: { orderId: order.orderId } });
  expect(added.items).toMatchObject([{ kind: 'photo', caption: 'The worn drive', forCustomer: false }]);
  await page.getByRole('button', { name: 'Issue a quote' }).click();
  await page.getByLabel('What the customer reads').fill('We found this while we were there.');
  await look('quote-dialog');
  await submit(page, 'Issue a quote');
  await page.getByRole('button', { name: /^Withdraw quote/ }).waitFor();
  await look('order-with-quote');

  const mail = await eventually(async () => {
    const [found] = await mailsTo(stack(), contact.email);
    if (found === undefined) throw new Error('The mail has not come yet');
    return found;
  });
  const link = /\/customer\/quotes\/\S+/.exec(mail.text)?.[0] ?? '';
  await page.context().clearCookies();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(link);
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await page.getByText(/^\S+ Valve$/).waitFor();
  await look('customer-quote');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('This is needed.').waitFor();
  await page.getByLabel('Your name').fill('Kim Berg');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText(/^Kim Berg approved it/).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('customer-quote-approved');

  const { body: seen } = await call(serviceOrderRoutes.read, { params: { orderId: order.orderId } });
  expect(seen.lines.at(-1)).toMatchObject({
    extra: true,
    status: 'planned',
    approval: { how: 'link', by: 'Kim Berg' },
  });
  expect(faults()).toEqual([]);
});

/** By keyboard, but for what the browser's own dialog of files asks. */
async function addFiles({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('button', { name: 'Add files' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Photos or documents' }).press('Enter');
  const photo = { name: 'drive.png', mimeType: 'image/png', buffer: Buffer.from(pngOf(640, 480)) };
  const paper = { name: 'note.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 a note') };
  await (await chooser).setFiles([photo, paper]);
  await dialog.getByLabel('Caption').fill('The worn drive');
  await dialog.getByLabel('The customer sees it').press('Space');
  await look('add-files');
  await dialog.getByLabel('Caption').press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Open The worn drive' }).nth(1).waitFor();
  await page.getByRole('button', { name: 'Change The worn drive' }).first().press('Enter');
  await page.getByRole('dialog').getByLabel('The customer sees it').press('Space');
  await submit(page, 'Save');
  await look('order-files');
  await page.getByRole('button', { name: 'Remove The worn drive' }).nth(1).press('Enter');
  await submit(page, 'Remove');
  await page.getByRole('link', { name: 'Open The worn drive' }).nth(1).waitFor({ state: 'detached' });
}

/** An expense with its receipt is added to the order that is open, and finance pays it back. */
async function payBack({ page, look }: ConsolePage): Promise<void> {
  await page.getByRole('button', { name: 'Add a line' }).click();
  await choose(page, 'Type', 'Expense');
  await choose(page, 'Category', 'Other expenses');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Used').fill('1');
  await choose(page, 'Pay back to', 'Technician');
  await dialog.getByLabel(/^Amount paid/).fill('12.40');
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Receipt', exact: true }).press('Enter');
  const receipt = { name: 'receipt.png', mimeType: 'image/png', buffer: Buffer.from(pngOf(300, 500)) };
  await (await chooser).setFiles(receipt);
  await dialog.getByRole('button', { name: 'Remove the receipt' }).waitFor();
  await look('expense-line');
  await submit(page, 'Add a line');
  await page.getByText(/12\.40 to pay back to Technician/).waitFor();
  await look('order-with-expense');
  await page.goto('/expenses');
  await page.getByRole('button', { name: /^Pay back line/ }).press('Enter');
  await page.getByRole('dialog').getByLabel('Reference').fill('Payroll 11');
  await look('pay-back');
  await submit(page, 'Pay back');
  await page.getByText('No expense fits these filters.').waitFor();
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Paid back' }).click();
  await page.getByText(/Payroll 11/).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('expenses');
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Two expenses of a technician at once, one of which somebody else has just paid back, and taken back together. */
async function payBackTogether(
  { page, look }: ConsolePage,
  desk: Desk,
  { orderId, payBackTo }: { readonly orderId: string; readonly payBackTo: string },
): Promise<void> {
  const ofOrder = `/v1/service-orders/${orderId}/lines`;
  const lineIds: string[] = [];
  for (const paidMinor of [480, 1_999]) {
    const expense = { receiptFileId: null, payBackTo, paidMinor };
    const line = { type: 'expense', category: 'expenses', quantity: 1, expense };
    lineIds.push(((await desk.mustDo('POST', ofOrder, { body: line })).body as { lineId: string }).lineId);
  }
  const settle = async (
    button: string,
    submitted: string,
    outcomes: readonly (string | RegExp)[],
    meanwhile = async () => {},
  ) => {
    await page.getByRole('checkbox', { name: 'Choose all expenses of this page' }).check();
    await page.getByRole('button', { name: button }).click();
    await look(`${submitted.toLowerCase().replace(' ', '-')}-together`);
    await meanwhile();
    await page.getByRole('dialog').getByRole('button', { name: submitted }).click();
    for (const outcome of outcomes) await page.getByText(outcome).waitFor();
    await look(`${submitted.toLowerCase().replace(' ', '-')}-together-done`);
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  };
  await page.goto('/expenses');
  await settle(
    'Pay back the 2 chosen: €24.79',
    'Pay back',
    ['1 of 2 are paid back.', /^Line \d+ was paid back/],
    async () => {
      await desk.mustDo('POST', `${ofOrder}/${lineIds[0]}/pay-back`, { body: {} });
    },
  );
  await page.getByText('No expense fits these filters.').waitFor();
  await page.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Paid back' }).click();
  await settle('Take back the 3 chosen: €37.19', 'Take back', ['3 of 3 are to pay back again.']);
}

/** An order that begins with an expense that a technician paid. */
async function createWithExpense({ page, look }: ConsolePage): Promise<void> {
  await page.goto('/orders');
  await page.getByRole('button', { name: 'New order' }).click();
  const dialog = page.getByRole('dialog');
  await choose(page, 'Customer', 'Hotel Bergblick');
  await dialog.getByRole('button', { name: 'Add a line' }).click();
  await dialog.getByRole('combobox', { name: 'Type', exact: true }).click();
  await page.getByRole('option', { name: 'Expense' }).click();
  await choose(page, 'Category', 'Other expenses');
  await dialog.getByLabel('Used').fill('1');
  await choose(page, 'Pay back to', 'Technician');
  await dialog.getByRole('button', { name: 'Create the order' }).click();
  await dialog.getByText('Say how much was paid.').waitFor();
  await look('new-order-with-expense');
  await dialog.getByLabel(/^Amount paid/).fill('8.50');
  await submit(page, 'Create the order');
  await page.getByText(/8\.50 to pay back to Technician/).waitFor();
}
