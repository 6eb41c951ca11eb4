/** Planned lines as the orders' events tell them, what they were last estimated at, and what orders said is posted. */
import type { AppliedRule } from '#domain/agreements/coverage.ts';
import type { LineToPrice } from '#domain/invoicing/pricing.ts';
import type { PostedLine } from '#domain/invoicing/ledger.ts';
import type { Db } from '../connection.ts';

type InvoicingDb = Db<'invoicing'>;

/** A planned line with its place on the order. */
export interface PlannedLine extends LineToPrice {
  readonly lineNumber: number;
}

export interface StoredEstimate {
  readonly id: string;
  readonly orderId: string;
  readonly version: number;
  readonly currency: string;
  readonly plannedRevenueMinor: number;
  readonly plannedCostMinor: number;
  readonly unpricedLines: readonly string[];
}

/** Puts planned lines of an order in the place of what was known of them. */
export async function savePlannedLines(db: InvoicingDb, orderId: string, lines: readonly PlannedLine[]): Promise<void> {
  if (lines.length === 0) return;
  await db
    .insertInto('plannedLines')
    .values(lines.map(({ agreed, ...line }) => ({ ...line, orderId, agreed: agreed ? JSON.stringify(agreed) : null })))
    .onConflict((conflict) =>
      conflict.column('lineId').doUpdateSet((row) => ({
        type: row.ref('excluded.type'),
        category: row.ref('excluded.category'),
        itemId: row.ref('excluded.itemId'),
        technicianId: row.ref('excluded.technicianId'),
        quantity: row.ref('excluded.quantity'),
        chargeable: row.ref('excluded.chargeable'),
        workDate: row.ref('excluded.workDate'),
        agreed: row.ref('excluded.agreed'),
      })),
    )
    .execute();
}

export async function deletePlannedLines(db: InvoicingDb, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length === 0) return;
  await db
    .deleteFrom('plannedLines')
    .where('lineId', 'in', [...lineIds])
    .execute();
}

/** The planned lines of an order, in its own order. */
export async function plannedLinesOf(db: InvoicingDb, orderId: string): Promise<readonly PlannedLine[]> {
  const rows = await db
    .selectFrom('plannedLines')
    .select([
      'lineId',
      'lineNumber',
      'type',
      'category',
      'itemId',
      'technicianId',
      'quantity',
      'chargeable',
      'workDate',
      'agreed',
    ])
    .where('orderId', '=', orderId)
    .orderBy('lineNumber')
    .execute();
  return rows.map(({ agreed, ...line }) => (agreed === null ? line : { ...line, agreed }));
}

/** Takes over by which rules an order is charged. */
export async function saveCoverage(db: InvoicingDb, orderId: string, coverage: readonly AppliedRule[]): Promise<void> {
  const rules = JSON.stringify(coverage);
  await db
    .insertInto('orderCoverages')
    .values({ orderId, rules })
    .onConflict((conflict) => conflict.column('orderId').doUpdateSet({ rules }))
    .execute();
}

/** By which rules an order is charged, as it said last; none when it said nothing. */
export async function coverageOf(db: InvoicingDb, orderId: string): Promise<readonly AppliedRule[]> {
  const found = await db.selectFrom('orderCoverages').select('rules').where('orderId', '=', orderId).executeTakeFirst();
  return found?.rules ?? [];
}

/** The estimate of an order, locked until the transaction ends. */
export async function lockEstimate(db: InvoicingDb, orderId: string): Promise<StoredEstimate | undefined> {
  return db.selectFrom('orderEstimates').selectAll().where('orderId', '=', orderId).forUpdate().executeTakeFirst();
}

/** Orders with planned lines that have no estimate yet. */
export async function ordersWithoutEstimate(db: InvoicingDb): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('plannedLines')
    .leftJoin('orderEstimates', 'orderEstimates.orderId', 'plannedLines.orderId')
    .select('plannedLines.orderId')
    .distinct()
    .where('orderEstimates.id', 'is', null)
    .execute();
  return rows.map((row) => row.orderId);
}

export async function saveEstimate(db: InvoicingDb, estimate: StoredEstimate): Promise<void> {
  const { id, orderId, ...rest } = estimate;
  const values = { ...rest, unpricedLines: [...rest.unpricedLines] };
  await db
    .insertInto('orderEstimates')
    .values({ id, orderId, ...values })
    .onConflict((conflict) => conflict.column('orderId').doUpdateSet(values))
    .execute();
}

/** Notes that an order recorded lines as posted, with the proposal that they wait on; the same line again changes nothing. */
export async function confirmLines(
  db: InvoicingDb,
  lines: readonly (PostedLine & { readonly proposalId: string | null })[],
): Promise<void> {
  if (lines.length === 0) return;
  await db
    .insertInto('confirmedLines')
    .values([...lines])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
