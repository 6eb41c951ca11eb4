/** Writing read models: whole batches in one statement each, always of one generation. */
import { sql } from 'kysely';
import type { Selectable } from 'kysely';

import type { MarginChange } from '#domain/reporting/margin.ts';
import type { OrderSummary } from '#domain/reporting/order-summary.ts';
import type { ServiceSchemas } from '../schema.gen.ts';
import type { Transaction } from '../transaction.ts';

type T = Transaction<'reporting'>;
type OrderListRow = Selectable<ServiceSchemas['reporting']['orderList']>;

/** The summaries of orders, by id; the positions of the orders are locked. */
export async function summariesOf(
  t: T,
  generation: number,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderSummary>> {
  if (orderIds.length === 0) return new Map();
  const { rows } = await sql<OrderListRow>`
    select * from order_list where generation = ${generation} and order_id = any(${orderIds}::uuid[])`.execute(t);
  return new Map(rows.map(({ generation: _, ...summary }) => [summary.orderId, summary]));
}

const columns = [
  ['order_id', 'uuid'],
  ['version', 'integer'],
  ['number', 'text'],
  ['company_id', 'uuid'],
  ['customer_id', 'uuid'],
  ['bill_to_customer_id', 'uuid'],
  ['customer_order_number', 'text'],
  ['order_type', 'text'],
  ['priority', 'text'],
  ['stage_model_id', 'text'],
  ['stage_model_version', 'integer'],
  ['stage', 'text'],
  ['stage_end', 'text'],
  ['progress', 'text'],
  ['waiting', 'jsonb'],
  ['sla', 'jsonb'],
  ['missing_parts', 'boolean'],
  ['lines', 'jsonb'],
  ['repair_lines', 'integer'],
  ['stage_entries', 'integer'],
  ['recorded_time', 'boolean'],
  ['created_at', 'timestamptz'],
  ['submitted_at', 'timestamptz'],
  ['signed_off_at', 'timestamptz'],
  ['invoice_number', 'text'],
  ['closed_at', 'timestamptz'],
  ['last_event_at', 'timestamptz'],
  ['follow_up_of', 'uuid'],
  ['ended_at', 'timestamptz'],
] as const;

const names = sql.join(columns.map(([name]) => sql.ref(name)));
const record = sql.join(columns.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`));
const replacements = sql.join(columns.slice(1).map(([name]) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`));

/** Writes summaries, each in the place of the one before. */
export async function saveSummaries(t: T, generation: number, summaries: readonly OrderSummary[]): Promise<void> {
  if (summaries.length === 0) return;
  const rows = summaries.map((summary) =>
    Object.fromEntries(Object.entries(summary).map(([name, value]) => [snakeCase(name), value])),
  );
  await sql`
    insert into order_list (generation, ${names})
    select ${generation}::integer, ${names} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (${record})
    on conflict (generation, order_id) do update set ${replacements}`.execute(t);
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export interface StageEntry {
  readonly orderId: string;
  /** From 1. */
  readonly sequence: number;
  readonly customerId: string;
  readonly stage: string;
  readonly occurredAt: string;
}

export async function insertStageEntries(t: T, generation: number, entries: readonly StageEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into stage_entries (generation, order_id, sequence, customer_id, stage, occurred_at)
    select ${generation}::integer, "orderId", sequence, "customerId", stage, "occurredAt"
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as r ("orderId" uuid, sequence integer, "customerId" uuid, stage text, "occurredAt" timestamptz)`.execute(t);
}

/** The entries of an order that went to another customer go with it. */
export async function moveStageEntries(
  t: T,
  generation: number,
  { orderId, customerId }: { readonly orderId: string; readonly customerId: string },
): Promise<void> {
  await t
    .updateTable('stageEntries')
    .set({ customerId })
    .where('generation', '=', generation)
    .where('orderId', '=', orderId)
    .execute();
}

/** Applies changes, one for each order and currency and in their order, so that transactions wait for each other and never in a ring. */
export async function changeMargins(t: T, generation: number, changes: readonly MarginChange[]): Promise<void> {
  if (changes.length === 0) return;
  const actuals = changes.map(({ orderId, currency, actual }) => ({ orderId, currency, ...actual }));
  await sql`
    insert into order_margin as m (generation, order_id, currency, planned_revenue_minor, planned_cost_minor,
      unpriced_lines, actual_revenue_minor, actual_cost_minor, invoiced_minor)
    select ${generation}::integer, "orderId", currency, 0, 0, 0,
      coalesce("revenueMinor", 0), coalesce("costMinor", 0), coalesce("invoicedMinor", 0)
    from jsonb_to_recordset(${JSON.stringify(actuals)}::jsonb)
      as r ("orderId" uuid, currency text, "revenueMinor" bigint, "costMinor" bigint, "invoicedMinor" bigint)
    on conflict (generation, order_id, currency) do update set
      actual_revenue_minor = m.actual_revenue_minor + excluded.actual_revenue_minor,
      actual_cost_minor = m.actual_cost_minor + excluded.actual_cost_minor,
      invoiced_minor = m.invoiced_minor + excluded.invoiced_minor`.execute(t);
  await replacePlans(t, generation, changes);
}

/** A plan in one currency takes the place of one in another. */
async function replacePlans(t: T, generation: number, changes: readonly MarginChange[]): Promise<void> {
  const plans = changes.flatMap(({ orderId, currency, planned }) =>
    planned ? [{ orderId, currency, ...planned }] : [],
  );
  if (plans.length === 0) return;
  await sql`
    update order_margin m set
      planned_revenue_minor = case when m.currency = r.currency then r."revenueMinor" else 0 end,
      planned_cost_minor = case when m.currency = r.currency then r."costMinor" else 0 end,
      unpriced_lines = case when m.currency = r.currency then r."unpricedLines" else 0 end
    from jsonb_to_recordset(${JSON.stringify(plans)}::jsonb) as r ("orderId" uuid, currency text,
      "revenueMinor" bigint, "costMinor" bigint, "unpricedLines" integer)
    where m.generation = ${generation} and m.order_id = r."orderId"`.execute(t);
}

export interface CustomerNumber {
  readonly customerId: string;
  readonly number: string;
  readonly isActive: boolean;
}

export async function saveCustomerNumbers(t: T, generation: number, numbers: readonly CustomerNumber[]): Promise<void> {
  if (numbers.length === 0) return;
  await sql`
    insert into customer_numbers (generation, customer_id, number, is_active)
    select ${generation}::integer, "customerId", number, "isActive"
    from jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as r ("customerId" uuid, number text, "isActive" boolean)
    on conflict (generation, customer_id) do update set number = excluded.number, is_active = excluded.is_active`.execute(
    t,
  );
}

/** Adds to the counts of applied events, by area. */
export async function countApplied(t: T, generation: number, counts: ReadonlyMap<string, number>): Promise<void> {
  if (counts.size === 0) return;
  const rows = [...counts].map(([area, events]) => ({ area, events })).sort((a, b) => (a.area < b.area ? -1 : 1));
  await sql`
    insert into applied_events as a (generation, area, events)
    select ${generation}::integer, area, events
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (area text, events bigint)
    on conflict (generation, area) do update set events = a.events + excluded.events`.execute(t);
}
