/** Takes a person's command: the check by the full rule and the command's row, in one transaction, before anything is sent. */
import { createHash } from 'node:crypto';

import type { Actor } from '#contracts/roles.ts';
import type { CommandInputs, CommandName, Outcome } from '#contracts/workflows/service-order.ts';
import type { Db } from '#db/connection.ts';
import { findCommand, findCommandOfKey, insertCommand, settleCommand, withdrawCommand } from '#db/queries/commands.ts';
import { findFileHash } from '#db/queries/files.ts';
import { findOrder, loadOrderParts, lockOrder, orderOf } from '#db/queries/service-orders.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { decide } from '#domain/service-orders/decide.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { addMs, later } from '#domain/shared/instant.ts';
import { decisionContext, reasonGiven } from './decision-context.ts';
import { recordedTimeRefusal, refuse, type Refused } from './edit-order.ts';
import { personCommand } from './read-command.ts';
import { latenessOf } from './signing.ts';

/** How long after its receipt a command without an outcome is sent again. */
const sweepAfterMs = 5_000;

export interface Submission<Name extends CommandName = CommandName> {
  readonly orderId: string;
  readonly name: Name;
  readonly input: CommandInputs[Name];
  /** Names and notes: kept in the row, never sent. */
  readonly words: Readonly<Record<string, string>>;
  readonly occurredAt?: string | undefined;
  readonly actor: Actor;
  /** The route's operation id and the sender's Idempotency-Key. */
  readonly route: string;
  readonly key: string;
  readonly now: string;
}

/** A command that is in its row: ready to be sent, or decided before. */
export interface Submitted {
  readonly ok: true;
  readonly commandId: string;
  readonly number: string;
  readonly judgedAt: number;
  readonly outcome: Outcome | null;
}

/** What whoever sends a command has to know of it. */
export interface CommandInRow {
  readonly orderId: string;
  readonly number: string;
  readonly commandId: string;
  readonly name: CommandName;
  readonly input: CommandInputs[CommandName];
  readonly judgedAt: number;
  readonly actor: Actor;
  readonly waitMs: number;
  /** Whether a command that the server has no room for is taken back (a caller waits) or left for the next sweep. */
  readonly mayWithdraw: boolean;
}

/** The update's id: the same principal, route and key are the same command, whoever sends it and however often. */
export function commandIdOf(principal: string, route: string, key: string): string {
  return createHash('sha256').update(`${principal}\n${route}\n${key}`).digest('hex').slice(0, 40);
}

/** Stores the command, unless its rule refuses it now: then nothing is written and the key may be used again. */
export async function submitCommand(db: Db<'orders'>, submission: Submission): Promise<Submitted | Refused> {
  const { actor, route, key, orderId } = submission;
  const commandId = commandIdOf(actor.principal, route, key);
  const requestHash = hashOf(submission);
  return transaction(db, actor, async (t) => {
    const row = await findOrder(t, orderId);
    if (!row) return refuse('resource.unknown');
    const parts = await loadOrderParts(t, orderId, [commandId]);
    const known = parts.commands.length === 0 ? undefined : await findCommandOfKey(t, commandId);
    if (known) return knownAs(known, requestHash, row);
    const order = orderOf(row, parts);
    const refusal =
      recordedTimeRefusal(row, actor, submission.occurredAt) ??
      (await refusalNow(t, { row, order }, submission, commandId));
    if (refusal) return refusal;
    const dueAt = addMs(submission.now, sweepAfterMs);
    if (await insertCommand(t, newRow(submission, commandId, requestHash, row), dueAt))
      return { ok: true, commandId, number: row.number, judgedAt: row.version, outcome: null };
    const twin = await findCommandOfKey(t, commandId);
    if (!twin) throw new Error(`Command ${commandId} is there and is not found`);
    return knownAs(twin, requestHash, row);
  });
}

/** A request that was sent before, whatever has become of it; the key with another request is refused. */
function knownAs(
  known: NonNullable<Awaited<ReturnType<typeof findCommandOfKey>>>,
  requestHash: string,
  { number }: Row,
): Submitted | Refused {
  if (known.requestHash !== requestHash) return refuse('idempotency.other-body');
  const { commandId, judgedAt } = known;
  return { ok: true, commandId, number, judgedAt: judgedAt ?? 0, outcome: outcomeOfRow(known) };
}

type Row = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

/** Asks the rule with the order as it is: the same that decides later, under the lock. */
async function refusalNow(
  t: Transaction<'orders'>,
  { row, order }: { readonly row: Row; readonly order: ServiceOrder },
  submission: Submission,
  commandId: string,
): Promise<Refused | null> {
  const at = later(submission.occurredAt ?? submission.now, row.lastEventAt);
  const { roles } = submission.actor;
  const asked = { key: commandId, at, now: submission.now, mayEnd: false, posts: false, roles };
  const context = await decisionContext(t, row, asked);
  const { input } = submission;
  const fileId = 'signatureFileId' in input ? input.signatureFileId : undefined;
  const signature = fileId === undefined ? null : await findFileHash(t, fileId);
  const command = personCommand(submission.name, input, signature);
  const lateness = await latenessOf(t, order, command);
  const decision = decide(order, command, { ...context, ...lateness, reason: await reasonGiven(t, row, command) });
  return decision.kind === 'refused' ? { ok: false, refusal: decision.refusal } : null;
}

function newRow(
  { orderId, name, actor, input, words, now, occurredAt }: Submission,
  commandId: string,
  requestHash: string,
  row: Row,
) {
  return {
    ...{ commandId, orderId, customerId: row.customerId, name, principal: actor.principal, requestHash, input },
    roles: [...actor.roles],
    ...{
      words: Object.keys(words).length > 0 ? words : null,
      judgedAt: row.version,
      receivedAt: now,
      occurredAt: occurredAt ?? null,
    },
  };
}

function hashOf({ orderId, name, input, words, occurredAt }: Submission): string {
  return createHash('sha256')
    .update(JSON.stringify([orderId, name, input, words, occurredAt ?? null]))
    .digest('hex');
}

/** What became of a command, from its row; null while it has no outcome. */
export function outcomeOfRow(row: { readonly status: string; readonly outcome: Outcome | null }): Outcome | null {
  if (row.status === 'withdrawn') return { kind: 'refused', code: 'command.withdrawn' };
  return row.status === 'done' || row.status === 'refused' ? row.outcome : null;
}

/** A command that is in its row, who acts for it now, and when. */
export interface SentCommand {
  readonly actor: Actor;
  readonly orderId: string;
  readonly commandId: string;
  readonly now: string;
}

/** Takes a command back that cannot be sent now; false when its decision was taken already. */
export async function withdraw(db: Db<'orders'>, sent: SentCommand): Promise<boolean> {
  const { actor, orderId, commandId, now } = sent;
  return transaction(db, actor, async (t) => {
    await lockOrder(t, orderId);
    return withdrawCommand(t, orderId, commandId, now);
  });
}

/**
 * Records that the workflow refused a command without deciding it (its validator, or a closed order), unless it was
 * decided meanwhile. Gives the outcome that stands.
 */
export async function settleRefused(db: Db<'orders'>, sent: SentCommand, refusal: OrderRefusal): Promise<Outcome> {
  const { actor, orderId, commandId, now } = sent;
  return transaction(db, actor, async (t) => {
    await lockOrder(t, orderId);
    const row = await findCommand(t, orderId, commandId);
    if (!row) return { kind: 'refused', ...refusal };
    const known = outcomeOfRow(row);
    if (known || row.status === 'pending') return known ?? { kind: 'pending' };
    const outcome: Outcome = { kind: 'refused', ...refusal };
    await settleCommand(t, { ...row, input: {}, words: null }, outcome, now, null);
    return outcome;
  });
}
