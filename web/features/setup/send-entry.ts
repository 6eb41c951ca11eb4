/** Puts an entry that comes from a file: whether it is there, and what it holds, shows only in the answer. */
import { etagOf } from '#contracts/http/route.ts';

import { AnsweredProblem } from '../../api/client.ts';
import type { CsvOutcome } from '../../ui/csv-run.ts';
import type { ImportedKind, PutHeaders } from './set-up-kind.ts';

interface Sending<Sent> extends ImportedKind<Sent> {
  readonly put: (sent: Sent, headers: PutHeaders) => Promise<{ readonly status: number }>;
}

/** Without a version only a new entry or the same again is taken, so that only what differs is changed. */
export async function sendEntry<Sent>(
  { put, versionOf }: Omit<Sending<Sent>, 'columns'>,
  sent: Sent,
): Promise<CsvOutcome> {
  try {
    const { status } = await put(sent, {});
    return status === 201 ? 'new' : 'unchanged';
  } catch (thrown) {
    const isThere = thrown instanceof AnsweredProblem && thrown.problem.code === 'request.version-missing';
    if (!isThere) throw thrown;
  }
  await put(sent, { 'if-match': etagOf(await versionOf(sent)) });
  return 'changed';
}
