/** An event log in CSV, replayed on a stack that runs. */
import { saySilently } from '#deploy/local/progress.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { replay } from '#deploy/replay/replay.ts';
import type { ReplayReport } from '#deploy/replay/replay.ts';

export interface LogToReplay {
  readonly file: string;
  readonly mappingFile: string;
  readonly say?: Say;
  /** How long one call is tried for, in milliseconds. */
  readonly patienceMs?: number;
}

/** Replays a log as the administrator of the stack. */
export async function replayLog(stack: Stack, log: LogToReplay): Promise<ReplayReport> {
  const { file, mappingFile, say = saySilently, patienceMs = 600_000 } = log;
  const { TEMPORAL_ADDRESS: address = '', TEMPORAL_NAMESPACE: namespace = '' } = stack.env();
  return replay({
    ...{ file, mappingFile, temporal: { address, namespace }, url: stack.url, token: stack.adminToken() },
    ...{ atOnce: 16, patienceMs, settleMs: 120_000, say },
  });
}
