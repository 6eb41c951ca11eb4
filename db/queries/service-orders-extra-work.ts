/** Who gave the word on extra lines, and what was said, in the lines' rows. */
import type { Transaction } from '../transaction.ts';

/** Writes the words of the last judgement of some lines. */
export async function keepApprovalWords(
  t: Transaction<'orders'>,
  lineIds: readonly string[],
  { by, note }: { readonly by: string | null; readonly note: string | null },
): Promise<void> {
  if (lineIds.length === 0) return;
  await t
    .updateTable('orderLines')
    .set({ approvedBy: by, approvalNote: note })
    .where('lineId', 'in', lineIds)
    .execute();
}
