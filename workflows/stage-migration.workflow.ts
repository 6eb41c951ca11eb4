/** Moves open orders to a newer version of their stage model, a few at a time, until each has its fate. */
import { continueAsNew } from '@temporalio/workflow';
import type { StageMigrationInput } from '#contracts/workflows/stage-migration.ts';
import { local } from './activity-proxies.ts';
import { untilNoneIsLeft } from './batches.ts';

export async function stageMigration(input: StageMigrationInput): Promise<void> {
  await untilNoneIsLeft(
    async () => ({ left: (await local.migrateSomeOrders(input)).waiting }),
    () => continueAsNew<typeof stageMigration>(input),
  );
}
