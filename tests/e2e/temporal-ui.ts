/** What an operator sees of an order in the Temporal UI. */
import type { Page } from 'playwright-core';

/** Opens the page with what the order waits for, as its current details say it. */
export async function openCurrentDetails(temporal: Page): Promise<string> {
  await temporal.getByRole('tab', { name: 'User Metadata' }).or(temporal.getByText('User Metadata')).first().click();
  const details = temporal.frameLocator('iframe').last().getByRole('paragraph').filter({ hasText: 'Waiting for:' });
  await details.waitFor();
  return (await details.textContent()) ?? '';
}

const columns = ['Status', 'Workflow ID', 'OrderStage', 'CustomerRef', 'SlaState', 'SlaDueAt'];

/** Opens the list with the order's columns, which an operator chooses once in each browser, where they are kept. */
export async function openListWithColumns(temporal: Page, namespace: string): Promise<void> {
  const chosen = JSON.stringify({ [namespace]: columns.map((label) => ({ label })) });
  await temporal.evaluate((value) => localStorage.setItem('namespace-workflow-table-columns', value), chosen);
  await temporal.goto(temporal.url().replace(/\/workflows\/.*$/, '/workflows'));
  await temporal.getByText('SlaDueAt').filter({ visible: true }).first().waitFor();
}
