/** Moves open orders to a newer version of their stage model, a few at a time, until each has its fate. */
import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { StageMigrationInput } from '#contracts/workflows/stage-migration.ts';
import { local } from './activity-proxies.ts';

export async function stageMigration(input: StageMigrationInput): Promise<void> {
  for (;;) {
    const { waiting } = await local.migrateSomeOrders(input);
    if (waiting === 0) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof stageMigration>(input);
  }
}
