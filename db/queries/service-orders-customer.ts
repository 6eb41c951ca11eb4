/** Orders as their customers see them, and what customers say to them. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

const ownColumns = [
  ...(['orderId', 'number', 'version', 'description', 'submittedAt', 'createdAt', 'closesAt', 'closedAt'] as const),
  'requestId',
  ...(['stage', 'stageModelId', 'stageModelVersion', 'waiting', 'slaState'] as const),
  ...(['siteId', 'customerOrderNumber', 'invoiceId', 'invoiceNumber'] as const),
] as const;

/** Of one customer's orders; whoever asks names the customer, and row-level security holds it too. */
function ownRows(db: Db<'orders'>, customerId: string) {
  const lastOf = (kind: 'question' | 'answer') =>
    sql<string | null>`(select max(n.created_at) from order_notes n
      where n.order_id = service_orders.order_id and n.kind = ${kind})`;
  return db
    .selectFrom('serviceOrders')
    .where('customerId', '=', customerId)
    .select([...ownColumns, lastOf('question').as('askedAt'), lastOf('answer').as('answeredAt')])
    .select(
      sql<boolean>`exists (select from order_ratings r where r.order_id = service_orders.order_id)`.as('isRated'),
    );
}

export type OwnRow = Awaited<ReturnType<ReturnType<typeof ownRows>['executeTakeFirstOrThrow']>>;

/** The place of an order in the list, the newest first. */
interface OwnPlace {
  readonly createdAt: string;
  readonly orderId: string;
}

/** At most `limit` orders behind a place, the newest first; null for open and closed ones. */
export async function listOwnOrders(
  db: Db<'orders'>,
  customerId: string,
  open: boolean | null,
  after: OwnPlace | undefined,
  limit: number,
): Promise<readonly OwnRow[]> {
  return ownRows(db, customerId)
    .$if(open !== null, (query) => query.where('closedAt', open === true ? 'is' : 'is not', null))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(service_orders.created_at, service_orders.order_id) < (${after?.createdAt}, ${after?.orderId})`,
      ),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('orderId', 'desc')
    .limit(limit)
    .execute();
}

/** One order of the customer; undefined when there is none. */
export async function findOwnOrder(db: Db<'orders'>, customerId: string, orderId: string): Promise<OwnRow | undefined> {
  return ownRows(db, customerId).where('orderId', '=', orderId).executeTakeFirst();
}

/** The visits of some orders that have a time, the earliest first. */
export async function visitsOfOrders(db: Db<'orders'>, orderIds: readonly string[]) {
  if (orderIds.length === 0) return [];
  const rows = await db
    .selectFrom('orderVisits')
    .select(['orderId', 'visitId', 'startsAt', 'endsAt', 'timeZone', 'status'])
    .where('orderId', 'in', orderIds)
    .orderBy('startsAt')
    .execute();
  return rows.flatMap(({ startsAt, endsAt, timeZone, ...visit }) =>
    startsAt === null || endsAt === null || timeZone === null ? [] : [{ ...visit, startsAt, endsAt, timeZone }],
  );
}

/** The last question to the customer. */
export async function lastQuestion(db: Db<'orders'>, orderId: string): Promise<string | null> {
  const row = await db
    .selectFrom('orderNotes')
    .select('text')
    .where('orderId', '=', orderId)
    .where('kind', '=', 'question')
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row?.text ?? null;
}

/** How the customer says that it was; undefined until it is said. */
export async function findRating(db: Db<'orders'>, orderId: string) {
  return db
    .selectFrom('orderRatings')
    .select(['rating', 'text', 'ratedAt', 'changedAt'])
    .where('orderId', '=', orderId)
    .executeTakeFirst();
}

interface NewRating {
  readonly orderId: string;
  readonly customerId: string;
  readonly rating: number;
  readonly text: string | null;
  readonly principal: string;
  readonly at: string;
}

/** Writes the order's one rating, or writes it anew. */
export async function keepRating(t: Transaction<'orders'>, { at, ...rating }: NewRating): Promise<void> {
  const { rating: stars, text, principal } = rating;
  await t
    .insertInto('orderRatings')
    .values({ ...rating, ratedAt: at, changedAt: at })
    .onConflict((conflict) => conflict.column('orderId').doUpdateSet({ rating: stars, text, principal, changedAt: at }))
    .execute();
}
