/** Runs that do the same to many orders: what was asked, and the fate of each order. */
import { sql } from 'kysely';

import type { Role } from '#domain/identity/rights.ts';
import type { BulkAction } from '#domain/service-orders/bulk.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

export interface NewBulkRun {
  readonly bulkId: string;
  readonly action: BulkAction;
  readonly toStage: string | null;
  /** Whom `assign` gives them to. */
  readonly responsibleId: string | null;
  readonly reasonCode: string | null;
  readonly note: string | null;
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly roles: readonly Role[];
}

export const bulkFates = ['waiting', 'sent', 'done', 'refused'] as const;
export type BulkFate = (typeof bulkFates)[number];

export interface BulkCounts {
  readonly total: number;
  readonly waiting: number;
  readonly sent: number;
  readonly done: number;
  readonly refused: number;
}

/** Writes a run with its orders, in the order in which they were chosen; ids of no order are left out. Gives how many there are. */
export async function insertBulkRun(t: Transaction<'orders'>, run: NewBulkRun, orderIds: readonly string[]) {
  const { roles, ...rest } = run;
  const { number } = await t
    .insertInto('bulkRuns')
    .values({ ...rest, roles: JSON.stringify(roles), state: 'running', revision: 1 })
    .returning('number')
    .executeTakeFirstOrThrow();
  const { numAffectedRows } = await sql`
    insert into bulk_orders (bulk_id, order_id, place, number, from_stage, fate)
    select ${run.bulkId}, o.order_id, chosen.place, o.number, o.stage, 'waiting'
    from unnest(${[...orderIds]}::uuid[]) with ordinality as chosen (order_id, place)
    join service_orders o on o.order_id = chosen.order_id`.execute(t);
  return { number, orders: Number(numAffectedRows ?? 0n) };
}

const counts = sql<BulkCounts>`(select jsonb_build_object('total', count(*),
  'waiting', count(*) filter (where f.fate = 'waiting'), 'sent', count(*) filter (where f.fate = 'sent'),
  'done', count(*) filter (where f.fate = 'done'), 'refused', count(*) filter (where f.fate = 'refused'))
  from bulk_orders f where f.bulk_id = bulk_runs.bulk_id)`;

export async function findBulkRun(db: Db<'orders'>, bulkId: string) {
  return db
    .selectFrom('bulkRuns')
    .selectAll()
    .select(counts.as('counts'))
    .where('bulkId', '=', bulkId)
    .executeTakeFirst();
}

/** The latest runs, the newest first. */
export async function bulkRuns(db: Db<'orders'>, requestedBy: string | null, limit: number) {
  return db
    .selectFrom('bulkRuns')
    .selectAll()
    .select(counts.as('counts'))
    .$if(requestedBy !== null, (query) => query.where('requestedBy', '=', requestedBy ?? ''))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** The orders of a run behind a place, by place; of one fate, or of any. */
export async function bulkOrders(
  db: Db<'orders'>,
  { bulkId, fate }: { readonly bulkId: string; readonly fate: BulkFate | null },
  after: number,
  limit: number,
) {
  return db
    .selectFrom('bulkOrders')
    .selectAll()
    .where('bulkId', '=', bulkId)
    .$if(fate !== null, (query) => query.where('fate', '=', fate ?? 'waiting'))
    .where('place', '>', after)
    .orderBy('place')
    .limit(limit)
    .execute();
}

/** Holds an order of a run until the transaction ends; false when it has its fate, or has been tried again meanwhile. */
export async function holdBulkOrder(
  t: Transaction<'orders'>,
  { bulkId, orderId, tries }: { readonly bulkId: string; readonly orderId: string; readonly tries: number },
): Promise<boolean> {
  const row = await t
    .selectFrom('bulkOrders')
    .select('orderId')
    .where('bulkId', '=', bulkId)
    .where('orderId', '=', orderId)
    .where('tries', '=', tries)
    .where('fate', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Those whose time has come. */
export async function dueOfBulk(db: Db<'orders'>, bulkId: string, now: string, limit: number) {
  return db
    .selectFrom('bulkOrders')
    .selectAll()
    .where('bulkId', '=', bulkId)
    .where('fate', '=', 'waiting')
    .where((where) => where.or([where('dueAt', 'is', null), where('dueAt', '<=', now)]))
    .orderBy('place')
    .limit(limit)
    .execute();
}

/** What is written of one order of a run; nothing once it has its fate, or has been tried again meanwhile. */
export async function changeBulkOrder(
  t: Transaction<'orders'>,
  of: { readonly bulkId: string; readonly orderId: string; readonly tries: number },
  change: {
    readonly fate: BulkFate;
    readonly tries?: number;
    readonly dueAt?: string | null;
    readonly commandId?: string;
    readonly refusal?: OrderRefusal | null;
    readonly settledAt?: string;
  },
): Promise<void> {
  const { refusal, ...rest } = change;
  await t
    .updateTable('bulkOrders')
    .set({ ...rest, ...(refusal === undefined ? {} : { refusal: refusal && JSON.stringify(refusal) }) })
    .where('bulkId', '=', of.bulkId)
    .where('orderId', '=', of.orderId)
    .where('tries', '=', of.tries)
    .where('fate', 'in', ['waiting', 'sent'])
    .execute();
}

/** Stops a run, or lets it go on; its revision counts that. Undefined when it is over, or is so already. */
export async function turnBulkRun(t: Transaction<'orders'>, bulkId: string, state: 'running' | 'stopped') {
  return t
    .updateTable('bulkRuns')
    .set({ state, revision: sql`revision + 1` })
    .where('bulkId', '=', bulkId)
    .where('state', '=', state === 'running' ? 'stopped' : 'running')
    .returning(['number', 'revision'])
    .executeTakeFirst();
}

export async function endBulkRun(t: Transaction<'orders'>, bulkId: string, endedAt: string): Promise<void> {
  await t
    .updateTable('bulkRuns')
    .set({ state: 'done', endedAt })
    .where('bulkId', '=', bulkId)
    .where('state', '=', 'running')
    .execute();
}
