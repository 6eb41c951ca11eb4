/** Priced lines, postings with their append-only transactions, and the proposals made of them. */
import { sql } from 'kysely';

import type { Books } from '#domain/invoicing/ledger.ts';
import type { ProposalState } from '#domain/invoicing/proposal.ts';
import type { Db } from '../connection.ts';
import type { InvoicingPostings, InvoicingPricedLines, InvoicingTransactions } from '../schema.gen.ts';

type InvoicingDb = Db<'invoicing'>;

export type StoredPricedLine = Readonly<InvoicingPricedLines>;
export type StoredTransaction = Readonly<InvoicingTransactions>;
export type StoredPosting = Readonly<InvoicingPostings>;

export async function insertPricedLines(db: InvoicingDb, lines: readonly StoredPricedLine[]): Promise<void> {
  if (lines.length > 0)
    await db
      .insertInto('pricedLines')
      .values([...lines])
      .execute();
}

const pricedColumns = [
  'lineId',
  'orderId',
  'lineNumber',
  'currency',
  'type',
  'category',
  'itemId',
  'technicianId',
  'quantity',
  'chargeable',
  'workDate',
  'unitPriceMinor',
  'amountMinor',
  'unitCostMinor',
  'costMinor',
  'coveredMinor',
  'coveredQuantity',
  'coverAgreementId',
  'coverYearFrom',
  'coverSubject',
  'taxCode',
  'taxBasisPoints',
] as const satisfies readonly (keyof InvoicingPricedLines)[];

/** A priced line without the key under which it was priced. */
export type FrozenLine = Pick<StoredPricedLine, (typeof pricedColumns)[number]>;

/** The lines priced under a key, locked until the transaction ends, in the order's own order. */
export async function lockPricedLines(db: InvoicingDb, key: string): Promise<readonly FrozenLine[]> {
  return db
    .selectFrom('pricedLines')
    .select(pricedColumns)
    .where('key', '=', key)
    .orderBy('lineNumber')
    .orderBy('lineId')
    .forUpdate()
    .execute();
}

export async function deletePricedLines(db: InvoicingDb, key: string): Promise<void> {
  await db.deleteFrom('pricedLines').where('key', '=', key).execute();
}

export async function insertPosting(db: InvoicingDb, posting: StoredPosting): Promise<void> {
  await db.insertInto('postings').values(posting).execute();
}

/** The posting made under a key, locked until the transaction ends. */
export async function lockPosting(db: InvoicingDb, key: string): Promise<StoredPosting | undefined> {
  return db.selectFrom('postings').selectAll().where('key', '=', key).forUpdate().executeTakeFirst();
}

export async function markReversed(db: InvoicingDb, posting: StoredPosting, version: number): Promise<void> {
  await db.updateTable('postings').set({ state: 'reversed', version }).where('id', '=', posting.id).execute();
}

export async function insertTransactions(db: InvoicingDb, rows: readonly StoredTransaction[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('transactions')
      .values([...rows])
      .execute();
}

/** What a posting put into the ledger, its mirrors left out, in the order's own order. */
export async function transactionsOf(db: InvoicingDb, postingId: string): Promise<readonly StoredTransaction[]> {
  return db
    .selectFrom('transactions')
    .selectAll()
    .where('postingId', '=', postingId)
    .where('reverses', 'is', null)
    .orderBy('lineNumber')
    .orderBy('lineId')
    .execute();
}

/** Makes the transactions stand for their lines. False when one of the lines has one already: then nothing may commit. */
export async function claimLines(db: InvoicingDb, rows: readonly StoredTransaction[]): Promise<boolean> {
  if (rows.length === 0) return true;
  const claimed = await db
    .insertInto('postedLines')
    .values(rows.map((row) => ({ lineId: row.lineId, transactionId: row.id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('lineId')
    .execute();
  return claimed.length === rows.length;
}

/** Lets the lines be posted again. */
export async function releaseLines(db: InvoicingDb, transactionIds: readonly string[]): Promise<void> {
  if (transactionIds.length === 0) return;
  await db
    .deleteFrom('postedLines')
    .where('transactionId', 'in', [...transactionIds])
    .execute();
}

/** A proposal as it is kept, with what its order said. */
export interface StoredProposal {
  readonly id: string;
  readonly version: number;
  readonly companyId: string;
  readonly customerId: string;
  readonly billToCustomerId: string;
  readonly postingId: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly customerOrderNumber: string | null;
  readonly state: ProposalState;
  readonly currency: string;
  readonly netMinor: number;
  readonly costMinor: number;
  readonly postedAt: string;
  readonly invoiceId: string | null;
  /** The order has recorded the posting behind it. */
  readonly isConfirmed: boolean;
}

const isConfirmed = sql<boolean>`exists (select from confirmed_lines c where c.proposal_id = invoice_proposals.id)`;

export async function insertProposal(
  db: InvoicingDb,
  proposal: Omit<StoredProposal, 'isConfirmed'>,
  lines: readonly StoredTransaction[],
): Promise<void> {
  await db.insertInto('invoiceProposals').values(proposal).execute();
  await db
    .insertInto('invoiceProposalLines')
    .values(
      lines.map(({ id, lineId, amountMinor }) => ({
        proposalId: proposal.id,
        transactionId: id,
        lineId,
        amountMinor,
      })),
    )
    .execute();
}

export async function findProposal(db: InvoicingDb, id: string): Promise<StoredProposal | undefined> {
  return db
    .selectFrom('invoiceProposals')
    .selectAll()
    .select(isConfirmed.as('isConfirmed'))
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The proposal, locked until the transaction ends. */
export async function lockProposal(
  db: InvoicingDb,
  by: { readonly id: string } | { readonly postingId: string },
): Promise<StoredProposal | undefined> {
  const query = db.selectFrom('invoiceProposals').selectAll().select(isConfirmed.as('isConfirmed')).forUpdate();
  return ('id' in by ? query.where('id', '=', by.id) : query.where('postingId', '=', by.postingId)).executeTakeFirst();
}

/** Writes a locked proposal's next version. */
export async function moveProposal(
  db: InvoicingDb,
  id: string,
  to: { readonly state: ProposalState; readonly version: number; readonly invoiceId: string | null },
): Promise<void> {
  await db.updateTable('invoiceProposals').set(to).where('id', '=', id).execute();
}

/** The transactions on a proposal, in the order's own order. */
export async function proposalLines(db: InvoicingDb, proposalId: string): Promise<readonly StoredTransaction[]> {
  return db
    .selectFrom('transactions')
    .innerJoin('invoiceProposalLines', 'invoiceProposalLines.transactionId', 'transactions.id')
    .selectAll('transactions')
    .where('invoiceProposalLines.proposalId', '=', proposalId)
    .orderBy('transactions.lineNumber')
    .orderBy('transactions.lineId')
    .execute();
}

export interface ProposalFilter {
  readonly state?: ProposalState | undefined;
  readonly billToCustomerId?: string | undefined;
  readonly orderId?: string | undefined;
}

/** At most `limit` proposals, the newest first, behind `after`. */
export async function listProposals(
  db: InvoicingDb,
  filter: ProposalFilter,
  page: { readonly after: { readonly at: string; readonly id: string } | undefined; readonly limit: number },
): Promise<readonly StoredProposal[]> {
  const { state, billToCustomerId, orderId } = filter;
  return db
    .selectFrom('invoiceProposals')
    .selectAll()
    .select(isConfirmed.as('isConfirmed'))
    .$if(state !== undefined, (q) => q.where('state', '=', state ?? 'open'))
    .$if(billToCustomerId !== undefined, (q) => q.where('billToCustomerId', '=', billToCustomerId ?? ''))
    .$if(orderId !== undefined, (q) => q.where('orderId', '=', orderId ?? ''))
    .$if(page.after !== undefined, (q) =>
      q.where(sql<boolean>`(posted_at, id) < (${page.after?.at}::timestamptz, ${page.after?.id}::uuid)`),
    )
    .orderBy('postedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** All books as they are now. Needs a transaction that sees all customers, and one snapshot for all of it. */
export async function readBooks(db: InvoicingDb): Promise<Books> {
  const { rows } = await sql<{ books: Books }>`
    with on_proposal as (
      select l.line_id, l.amount_minor, p.state from invoice_proposal_lines l join invoice_proposals p on p.id = l.proposal_id
      where p.state <> 'withdrawn'
    )
    select jsonb_build_object(
      'posted', (select coalesce(jsonb_agg(jsonb_build_object('orderId', order_id, 'lineId', line_id,
        'amountMinor', amount_minor, 'costMinor', cost_minor)), '[]') from confirmed_lines),
      'transactions', (select coalesce(jsonb_agg(jsonb_build_object('transactionId', id, 'reverses', reverses,
        'orderId', order_id, 'lineId', line_id, 'chargeable', chargeable, 'coveredMinor', covered_minor,
        'amountMinor', amount_minor, 'costMinor', cost_minor)), '[]') from transactions),
      'proposed', (select coalesce(jsonb_agg(jsonb_build_object('lineId', line_id, 'amountMinor', amount_minor)), '[]')
        from on_proposal),
      'toInvoice', (select coalesce(jsonb_agg(jsonb_build_object('lineId', line_id, 'amountMinor', amount_minor)), '[]')
        from on_proposal where state = 'invoiced'),
      'invoiced', (select coalesce(jsonb_agg(jsonb_build_object('lineId', line_id, 'amountMinor', amount_minor)), '[]')
        from invoice_lines)
    ) as books`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the books gave no row');
  return row.books;
}
