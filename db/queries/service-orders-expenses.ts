/** Expenses that technicians paid: those to pay back, and those that were. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** Whether the category of a line asks for a receipt, as the set-up is now; only expenses have one. */
export const receiptRequired = sql<boolean>`case when order_lines.type = 'expense' then coalesce((
    select (s.data ->> 'receiptRequired')::boolean from setup_copy s
    where s.kind = 'category' and s.id = order_lines.category), false)
  else false end`;

export interface ExpenseFilter {
  readonly technicianId: string | null;
  /** Of the day of the work, both included. */
  readonly from: string | null;
  readonly to: string | null;
  readonly paidBack: boolean | null;
}

/** The place of an expense in the list, the oldest first. */
export interface ExpensePlace {
  readonly workDate: string;
  readonly lineId: string;
}

/** At most `limit` expenses behind a place. */
export async function expensesOfTechnicians(
  db: Db<'orders'>,
  filter: ExpenseFilter,
  after: ExpensePlace | undefined,
  limit: number,
) {
  const rows = await paidExpenses(db, filter)
    .innerJoin('serviceOrders', 'serviceOrders.orderId', 'orderLines.orderId')
    .select(['orderLines.orderId', 'serviceOrders.number', 'orderLines.lineId', 'lineNumber', 'category'])
    .select(['orderLines.description', 'workDate', 'status', 'expense', 'paidBackBy', 'paidBackReference'])
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(work_date, line_id) > (${after?.workDate}::date, ${after?.lineId}::uuid)`),
    )
    .orderBy('workDate')
    .orderBy('lineId')
    .limit(limit)
    .execute();
  return rows.flatMap(({ expense, ...row }) => (expense === null ? [] : [{ ...row, expense }]));
}

/** Who paid any of these expenses. */
export async function techniciansWhoPaid(db: Db<'orders'>, filter: ExpenseFilter): Promise<readonly string[]> {
  const rows = await paidExpenses(db, filter)
    .select(sql<string>`expense ->> 'payBackTo'`.as('technicianId'))
    .distinct()
    .execute();
  return rows.map(({ technicianId }) => technicianId);
}

function paidExpenses(db: Db<'orders'>, { technicianId, from, to, paidBack }: ExpenseFilter) {
  return db
    .selectFrom('orderLines')
    .where('expense', 'is not', null)
    .where(sql<boolean>`expense ->> 'payBackTo' is not null`)
    .where(sql<boolean>`(status in ('confirmed', 'posted') or expense ->> 'paidBackAt' is not null)`)
    .$if(technicianId !== null, (query) => query.where(sql<boolean>`expense ->> 'payBackTo' = ${technicianId}`))
    .$if(from !== null, (query) => query.where('workDate', '>=', from ?? ''))
    .$if(to !== null, (query) => query.where('workDate', '<=', to ?? ''))
    .$if(paidBack !== null, (query) => query.where(sql<boolean>`(expense ->> 'paidBackAt' is not null) = ${paidBack}`));
}

export type ExpenseRow = Awaited<ReturnType<typeof expensesOfTechnicians>>[number];

/** Who paid it back, and under which reference; null for what is not paid back. */
export async function savePayBack(
  t: Transaction<'orders'>,
  lineId: string,
  paid: { readonly by: string; readonly reference: string | null } | null,
): Promise<void> {
  const columns = { paidBackBy: paid?.by ?? null, paidBackReference: paid?.reference ?? null };
  await t.updateTable('orderLines').set(columns).where('lineId', '=', lineId).execute();
}
