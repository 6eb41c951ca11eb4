/** What an operator sees of an order in the Temporal UI. */
import type { Page } from 'playwright-core';

/** Opens the page with what the order waits for, as its current details say it. */
export async function openCurrentDetails(temporal: Page): Promise<string> {
  await temporal.getByRole('tab', { name: 'User Metadata' }).or(temporal.getByText('User Metadata')).first().click();
  const details = temporal.frameLocator('iframe').last().getByRole('paragraph').filter({ hasText: 'Waiting for:' });
  await details.waitFor();
  return (await details.textContent()) ?? '';
}

const columns = ['OrderStage', 'CustomerRef', 'SlaState', 'SlaDueAt'];

/** Opens the list and takes the order's columns into it, as an operator does once in each browser. */
export async function openListWithColumns(temporal: Page): Promise<void> {
  await temporal.goto(temporal.url().replace(/\/workflows\/.*$/, '/workflows'));
  await temporal.getByTestId('workflows-summary-table-configuration-button').click();
  for (const column of columns) await temporal.getByRole('button', { name: column }).first().click();
  await temporal.reload();
  await temporal.getByText('OrderStage').filter({ visible: true }).first().waitFor();
}
