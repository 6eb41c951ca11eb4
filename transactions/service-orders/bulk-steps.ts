/** The few orders of each step of a bulk run: each gets its own command, under a key of its own, and then its fate. */
import { systemActor, type Actor } from '#contracts/roles.ts';
import type { BulkLeft } from '#contracts/workflows/bulk.ts';
import type { CommandInputs, Outcome, Refusal } from '#contracts/workflows/service-order.ts';
import type { Db } from '#db/connection.ts';
import { findCommandOfKey } from '#db/queries/commands.ts';
import {
  bulkOrders,
  changeBulkOrder,
  dueOfBulk,
  endBulkRun,
  findBulkRun,
  holdBulkOrder,
} from '#db/queries/service-orders-bulk.ts';
import { transaction } from '#db/transaction.ts';
import { pauseBeforeAnother } from '#domain/service-orders/bulk.ts';
import { addMs } from '#domain/shared/instant.ts';
import { assignOrder } from './assign-order.ts';
import { outcomeOfRow, submitCommand, type CommandInRow } from './submit-command.ts';

/** Orders that one step begins with, and whose outcome it looks for. */
const begunAtOnce = 4;
const lookedForAtOnce = 50;
/** How long a step waits for an outcome; a later step finds what comes later. */
const waitMs = 1_500;
const pauseMs = 1_000;

export interface BulkDeps {
  readonly db: Db<'orders'>;
  readonly now: () => string;
  /** Sends a command that is in its row; null when its outcome is not known yet. */
  readonly send: (command: CommandInRow) => Promise<Outcome | null>;
}

type Run = NonNullable<Awaited<ReturnType<typeof findBulkRun>>>;
type Item = Awaited<ReturnType<typeof dueOfBulk>>[number];

const job = systemActor('bulk');

/**
 * Does the next few orders of a run, and says what is left. Whoever asks again after a lost answer finds the commands that were
 * stored under their keys, and does none twice.
 */
export async function doSomeOfBulk(deps: BulkDeps, bulkId: string): Promise<BulkLeft> {
  const { db, now } = deps;
  const run = await transaction(db, job, (t) => findBulkRun(t, bulkId));
  if (run === undefined) throw new Error(`There is no bulk run ${bulkId}`);
  const { due, sent } = await transaction(db, job, async (t) => ({
    due: run.state === 'running' ? await dueOfBulk(t, bulkId, now(), begunAtOnce) : [],
    sent: await bulkOrders(t, { bulkId, fate: 'sent' }, 0, lookedForAtOnce),
  }));
  await Promise.all([...sent.map((item) => lookFor(deps, item)), ...due.map((item) => begin(deps, run, item))]);
  return transaction(db, job, async (t) => {
    const after = await findBulkRun(t, bulkId);
    const { state = 'stopped', counts = { waiting: 0, sent: 0 } } = after ?? {};
    const left = counts.sent + (state === 'running' ? counts.waiting : 0);
    if (left === 0) await endBulkRun(t, bulkId, now());
    const isMoreDue = state === 'running' && (await dueOfBulk(t, bulkId, now(), 1)).length > 0;
    return { left, pauseMs: isMoreDue || left === 0 ? 0 : pauseMs };
  });
}

/** Gives the order to who answers for it from now on, and its fate, in one transaction; a step that is taken again finds it done. */
async function assign(
  { db, now }: BulkDeps,
  { responsibleId, requestedBy, roles, note }: Run,
  item: Item,
): Promise<void> {
  if (responsibleId === null) return;
  const at = now();
  await transaction(db, job, async (t) => {
    if (!(await holdBulkOrder(t, item))) return;
    const edit = { orderId: item.orderId, actor: { principal: requestedBy, roles, customerId: null }, now: at };
    const assigned = await assignOrder(t, edit, { responsibleId, note });
    const refusal = assigned.ok ? null : assigned.refusal;
    await changeBulkOrder(t, item, { fate: refusal ? 'refused' : 'done', refusal, settledAt: at });
  });
}

/** Stores the command of an order for who asked, and sends it. */
async function begin(deps: BulkDeps, run: Run, item: Item): Promise<void> {
  const { db, now, send } = deps;
  const { orderId, bulkId, tries } = item;
  const { action: name, note } = run;
  if (name === 'assign') return assign(deps, run, item);
  const input = inputOf(run);
  const actor: Actor = { principal: run.requestedBy, roles: run.roles, customerId: null };
  const words: Record<string, string> = note === null ? {} : { note };
  const key = `${bulkId}/${orderId}/${tries}`;
  const submission = { orderId, name, input, words, actor, route: 'bulk', key, now: now() };
  const submitted = await submitCommand(db, submission);
  if (!submitted.ok) return settle(deps, item, { kind: 'refused', ...submitted.refusal });
  const { commandId, number, judgedAt, outcome } = submitted;
  await transaction(db, job, (t) => changeBulkOrder(t, item, { fate: 'sent', commandId }));
  const known =
    outcome ?? (await send({ orderId, number, commandId, name, input, judgedAt, actor, waitMs, mayWithdraw: true }));
  if (known !== null) await settle(deps, item, known);
}

function inputOf({ action, toStage, reasonCode }: Run): CommandInputs['changeStage'] | CommandInputs['cancel'] {
  const reason = reasonCode === null ? {} : { reasonCode };
  return action === 'changeStage' ? { to: toStage ?? '', ...reason } : reason;
}

/** What has become of a command that was sent before. */
async function lookFor(deps: BulkDeps, item: Item): Promise<void> {
  const { commandId } = item;
  if (commandId === null) return;
  const row = await transaction(deps.db, job, (t) => findCommandOfKey(t, commandId));
  const outcome = row === undefined ? null : outcomeOfRow(row);
  if (outcome !== null) await settle(deps, item, outcome);
}

/** The fate of an order; one that is busy, or whose services did not answer, is tried again a little later. */
async function settle({ db, now }: BulkDeps, item: Item, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'pending') return;
  const at = now();
  const refusal = outcome.kind === 'refused' ? refusalOf(outcome) : null;
  const pause = refusal && pauseBeforeAnother(refusal.code, item.tries + 1);
  await transaction(db, job, (t) =>
    pause === null
      ? changeBulkOrder(t, item, { fate: refusal ? 'refused' : 'done', refusal, settledAt: at })
      : changeBulkOrder(t, item, { fate: 'waiting', tries: item.tries + 1, dueAt: addMs(at, pause), refusal }),
  );
}

function refusalOf({ code, params = {}, allowed = [] }: Refusal) {
  return { code, params, allowed };
}
