/** Entries of a file: each is published, or its next version; the same data again is no new version. */
import { setupAggregateId } from '#contracts/events/setup.ts';
import type { SetupData } from '#contracts/http/setup-schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import { lockEntry } from '#db/queries/setup.ts';
import { lockSetupEntry } from '#db/queries/setup-locks.ts';
import type { Transaction } from '#db/transaction.ts';
import type { BatchTerms, RowOutcome } from '../import-rows.ts';
import { decidePublication, savePublication } from './publish-entry.ts';

/** The kinds that come from files. */
export type ImportedKind = 'category' | 'priority' | 'reason-code' | 'order-type';

export interface EntryRow<Kind extends ImportedKind> {
  readonly id: string;
  readonly data: SetupData[Kind];
}

interface EntryRows<Kind extends ImportedKind> {
  readonly kind: Kind;
  readonly rows: readonly EntryRow<Kind>[];
}

/** One outcome for each row. Entries are few, so each is decided and written by itself, whatever becomes of the others. */
export async function importEntries<Kind extends ImportedKind>(
  t: Transaction<'gateway'>,
  actor: Actor,
  { kind, rows }: EntryRows<Kind>,
  { now, isTrial }: BatchTerms,
): Promise<readonly RowOutcome[]> {
  // In one order, so that two files at once wait for each other and not both.
  for (const id of rows.map((row) => row.id).sort()) await lockSetupEntry(t, setupAggregateId(kind, id));
  const outcomes: RowOutcome[] = [];
  for (const { id, data } of rows) {
    const before = await lockEntry(t, kind, id);
    // What a file has no column for stays as it is.
    const input = { kind, id, data: { ...before?.data, ...data }, ifMatch: before?.version ?? null, now };
    const decided = await decidePublication(t, before, input);
    if (!decided.ok) outcomes.push(decided.refusal);
    else if (!decided.isNext) outcomes.push('unchanged');
    else {
      if (!isTrial) await savePublication(t, actor, decided.entry);
      outcomes.push(before === undefined ? 'created' : 'changed');
    }
  }
  return outcomes;
}
