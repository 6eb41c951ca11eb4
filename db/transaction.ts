/** One database transaction with its actor: what row-level security, the outbox and the record of who did it rest on. */
import { sql } from 'kysely';
import type { QueryExecutorProvider, Transaction as KyselyTransaction } from 'kysely';
import pg from 'pg';

import type { ServiceName } from '#contracts/areas.ts';
import { scopeOf } from '#contracts/roles.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from './connection.ts';
import { beginningActor } from './dialect.ts';
import type { ServiceSchemas } from './schema.gen.ts';

/** A transaction of one service. It fits wherever its Db fits. */
export type Transaction<S extends ServiceName = ServiceName> = KyselyTransaction<ServiceSchemas[S]>;

/** A transaction of any service: enough for the tables of `foundation`, which every schema has. */
export type AnyTransaction = QueryExecutorProvider & { readonly isTransaction: true };

interface OpenTransaction {
  readonly db: object;
  readonly scope: ReturnType<typeof scopeOf>;
  readonly hooks: Set<() => void>;
}

const open = new WeakMap<object, OpenTransaction>();

/**
 * Runs `work` in one transaction (read committed) as `actor`, and commits when it resolves; any error rolls back and is
 * thrown on. The functions given to `afterCommit` run after the commit, before this resolves.
 */
export async function transaction<S extends ServiceName, T>(
  db: Db<S>,
  actor: Actor,
  work: (t: Transaction<S>) => Promise<T>,
): Promise<T> {
  const hooks = new Set<() => void>();
  const result = await beginningActor.run(actor, () =>
    db.transaction().execute((t) => {
      open.set(t, { db, hooks, scope: scopeOf(actor) });
      return work(t);
    }),
  );
  for (const hook of hooks) hook();
  return result;
}

/**
 * Runs `hook` once the transaction has committed, never when it rolls back; the same function is kept once. A hook is a
 * hint (wake the relay), since the process may die between the commit and it. It must not throw.
 */
export function afterCommit(t: AnyTransaction, hook: () => void): void {
  openTransaction(t).hooks.add(hook);
}

const uniqueViolation = '23505';

/**
 * Writes what a unique rule may refuse, and keeps the transaction when it does. False when another row has the value: it
 * waits for a transaction that is just writing it, so nothing that was asked before could know it better.
 */
export async function unlessTaken(t: AnyTransaction, write: () => Promise<unknown>): Promise<boolean> {
  await sql`savepoint unless_taken`.execute(t);
  try {
    await write();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== uniqueViolation) throw error;
    await sql`rollback to savepoint unless_taken`.execute(t);
    return false;
  }
  await sql`release savepoint unless_taken`.execute(t);
  return true;
}

/** Does `work`, takes back all that it wrote, and gives what came of it. */
export async function takenBack<T>(t: AnyTransaction, work: () => Promise<T>): Promise<T> {
  await sql`savepoint taken_back`.execute(t);
  const result = await work();
  await sql`rollback to savepoint taken_back`.execute(t);
  return result;
}

/**
 * Does `work` with the rights of the system where the transaction is a customer's: for what follows from what a customer did and is
 * not the customer's to see, such as whom of the staff to tell. Staff may see that by their own rights, and pay no round trip.
 */
export async function asSystem<T>(t: AnyTransaction, work: () => Promise<T>): Promise<T> {
  const { scope } = openTransaction(t);
  if (scope !== 'customer') return work();
  await sql`set local callout.scope = 'system'`.execute(t);
  const result = await work();
  await sql`select set_config('callout.scope', ${scope}, true)`.execute(t);
  return result;
}

/** The database that a transaction was begun on. */
export function databaseOf(t: AnyTransaction): object {
  return openTransaction(t).db;
}

function openTransaction(t: AnyTransaction): OpenTransaction {
  const found = open.get(t);
  if (found === undefined) throw new Error('the transaction was not begun by transaction(db, actor, …)');
  return found;
}
