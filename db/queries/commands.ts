/** Command rows: what was asked of orders, by whom, and what became of it. */
import type { Outcome } from '#contracts/workflows/service-order.ts';
import type { Role } from '#domain/identity/rights.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

export interface NewCommand {
  readonly commandId: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly name: string;
  readonly principal: string;
  /** Of the principal when the command came; null for what came without the API. */
  readonly roles: readonly Role[] | null;
  readonly requestHash: string | null;
  readonly input: object;
  readonly words: Readonly<Record<string, string>> | null;
  readonly judgedAt: number | null;
  readonly receivedAt: string;
  readonly occurredAt: string | null;
}

/**
 * Writes the row of a command that was received; it falls due for the sweeper unless an outcome comes first. False when the
 * same request has just written it: then its transaction was waited for.
 */
export async function insertCommand(t: Transaction<'orders'>, command: NewCommand, dueAt: string): Promise<boolean> {
  const { input, words, ...rest } = command;
  const { numInsertedOrUpdatedRows = 0n } = await t
    .insertInto('commands')
    .values({ ...rest, input: JSON.stringify(input), words: words && JSON.stringify(words), status: 'received', dueAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

export async function findCommand(db: Db<'orders'>, orderId: string, commandId: string) {
  return db
    .selectFrom('commands')
    .selectAll()
    .where('commandId', '=', commandId)
    .where('orderId', '=', orderId)
    .executeTakeFirst();
}

/** The command of a request's key, whatever order it was sent to: ids of requests are hashes, which never meet by chance. */
export async function findCommandOfKey(db: Db<'orders'>, commandId: string) {
  return db.selectFrom('commands').selectAll().where('commandId', '=', commandId).executeTakeFirst();
}

/** Stores an outcome; a command that came without the API gets its row here. */
export async function settleCommand(
  t: Transaction<'orders'>,
  command: Omit<NewCommand, 'requestHash' | 'judgedAt'>,
  outcome: Outcome,
  settledAt: string,
  dueAt: string | null,
): Promise<void> {
  const state = {
    status: outcome.kind,
    outcome: JSON.stringify(outcome),
    settledAt: outcome.kind === 'pending' ? null : settledAt,
    dueAt,
  };
  const { input, words, ...rest } = command;
  await t
    .insertInto('commands')
    .values({ ...rest, input: JSON.stringify(input), words: words && JSON.stringify(words), ...state })
    .onConflict((conflict) => conflict.columns(['commandId', 'orderId']).doUpdateSet(state))
    .execute();
}

/** Takes back a command that the decision has not taken; false when it has. The order's row is locked by the caller. */
export async function withdrawCommand(
  t: Transaction<'orders'>,
  orderId: string,
  commandId: string,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await t
    .updateTable('commands')
    .set({ status: 'withdrawn', settledAt: at, dueAt: null })
    .where('commandId', '=', commandId)
    .where('orderId', '=', orderId)
    .where('status', '=', 'received')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Commands without an outcome whose time has come: one an order, claimed by pushing their time on. */
export async function takeDueCommands(t: Transaction<'orders'>, now: string, nextDueAt: string, limit: number) {
  const due = await t
    .selectFrom('commands')
    .innerJoin('serviceOrders', 'serviceOrders.orderId', 'commands.orderId')
    .select([
      'commandId',
      'commands.orderId',
      'serviceOrders.number',
      'name',
      'input',
      'judgedAt',
      'attempts',
      'commands.receivedAt',
    ])
    .where('dueAt', '<=', now)
    .orderBy('dueAt')
    .limit(limit)
    .forUpdate('commands')
    .skipLocked()
    .execute();
  const first = [...new Map(due.toReversed().map((row) => [row.orderId, row])).values()];
  if (first.length > 0)
    await t
      .updateTable('commands')
      .set((row) => ({ dueAt: nextDueAt, attempts: row('attempts', '+', 1) }))
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('commandId', 'orderId'),
          'in',
          first.map(({ commandId, orderId }) => tuple(commandId, orderId)),
        ),
      )
      .execute();
  return first;
}
