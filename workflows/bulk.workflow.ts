/** Does the same to many orders, a few at a time, each by its own command, until each has its fate or the run is stopped. */
import { allHandlersFinished, condition, continueAsNew, defineSignal, setHandler } from '@temporalio/workflow';
import { BULK_LOOK, type BulkInput } from '#contracts/workflows/bulk.ts';
import { local } from './activity-proxies.ts';
import { untilNoneIsLeft } from './batches.ts';

export async function bulk(input: BulkInput): Promise<void> {
  let isAsked = true;
  setHandler(defineSignal(BULK_LOOK), () => void (isAsked = true), {
    description: 'The run was begun or goes on: look what is left',
  });
  while (isAsked) {
    isAsked = false;
    await untilNoneIsLeft(
      () => local.doSomeOfBulk(input),
      () => continueAsNew<typeof bulk>(input),
    );
  }
  await condition(allHandlersFinished);
}
