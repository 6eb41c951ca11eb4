/** Gives every waiting request its workflow: those of before requests had one, and those whose run somebody ended. */
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { waitingRequests } from '#db/queries/requests.ts';
import { transaction } from '#db/transaction.ts';
import type { Clock } from '#platform/clock.ts';
import { inParallel } from '#platform/in-parallel.ts';
import type { Logger } from '#platform/logging.ts';
import { diffMs } from '#domain/shared/instant.ts';
import { startMessageOfWaiting } from '#transactions/requests/submit.ts';
import type { RequestWorkflows } from '../request-workflows.ts';
import { lookNowAndThen } from './look-now-and-then.ts';

export interface TendRequestsParts {
  readonly db: Db<'orders'>;
  readonly requests: RequestWorkflows;
  readonly clock: Clock;
  readonly log: Logger;
}

/** As often as orders are compared with theirs. */
const everyMs = 5 * 60_000;
const pageSize = 200;
const atOnce = 10;
/** A younger request's start may still be on its way. */
const graceMs = 10_000;
const actor = systemActor('tend-requests');

/** Looks soon after the start and every five minutes, until stopped. */
export function tendRequests(parts: TendRequestsParts): { readonly stop: () => Promise<void> } {
  return lookNowAndThen({
    everyMs,
    firstAfterMs: graceMs,
    look: () => tendOnce(parts),
    log: parts.log,
    failed: 'Requests and their workflows could not be compared',
  });
}

/** One look at all waiting requests; gives how many workflows it started. */
export async function tendOnce(parts: TendRequestsParts): Promise<number> {
  let started = 0;
  let after = '';
  for (;;) {
    const rows = await transaction(parts.db, actor, (t) => waitingRequests(t, after, pageSize));
    const old = rows.filter(({ receivedAt }) => diffMs(receivedAt, parts.clock.now()) >= graceMs);
    await inParallel(old, atOnce, async (row) => {
      if (await startWhereNoneRuns(parts, row)) started += 1;
    });
    const last = rows.at(-1);
    if (rows.length < pageSize || last === undefined) return started;
    after = last.requestId;
  }
}

async function startWhereNoneRuns(
  { db, requests, log }: TendRequestsParts,
  { requestId, number }: { readonly requestId: string; readonly number: string },
): Promise<boolean> {
  if (await requests.isRunning(number)) return false;
  const start = await transaction(db, actor, (t) => startMessageOfWaiting(t, requestId));
  if (start === null) return false;
  log.warn({ requestNumber: number }, 'A waiting request had no workflow');
  await requests.start(start);
  return true;
}
