/** Notifications as rows: what people are told, and how far each message has come. */
import { sql } from 'kysely';
import type { Insertable, Selectable } from 'kysely';

import type { Channel, DeliveryState, NotificationKind } from '#domain/notifications/notification.ts';
import type { Db } from '../connection.ts';
import type { ServiceSchemas } from '../schema.gen.ts';
import type { Transaction } from '../transaction.ts';

type NotificationsTable = ServiceSchemas['orders']['notifications'];
export type NotificationRow = Selectable<NotificationsTable>;
export type NewNotificationRow = Omit<Insertable<NotificationsTable>, 'params'> & {
  readonly params: Readonly<Record<string, string | number>>;
};

/** Writes the rows; of a message that its reader has got for the same cause nothing is written. Gives the new ones. */
export async function insertNotifications(
  t: Transaction<'orders'>,
  rows: readonly NewNotificationRow[],
): Promise<readonly NotificationRow[]> {
  if (rows.length === 0) return [];
  return t
    .insertInto('notifications')
    .values(rows.map((row) => ({ ...row, params: JSON.stringify(row.params) })))
    .onConflict((conflict) => conflict.columns(['cause', 'kind', 'channel', 'recipientId']).doNothing())
    .returningAll()
    .execute();
}

/** Locks the notification until the transaction ends; undefined when there is none. */
export async function lockNotification(
  t: Transaction<'orders'>,
  notificationId: string,
): Promise<NotificationRow | undefined> {
  return t
    .selectFrom('notifications')
    .selectAll()
    .where('notificationId', '=', notificationId)
    .forUpdate()
    .executeTakeFirst();
}

export async function findNotification(db: Db<'orders'>, notificationId: string): Promise<NotificationRow | undefined> {
  return db.selectFrom('notifications').selectAll().where('notificationId', '=', notificationId).executeTakeFirst();
}

/** Writes what changed of a locked notification, and gives it as it is then. */
export async function updateNotification(
  t: Transaction<'orders'>,
  notificationId: string,
  change: Partial<Omit<NotificationRow, 'notificationId' | 'params'>>,
): Promise<NotificationRow> {
  return t
    .updateTable('notifications')
    .set(change)
    .where('notificationId', '=', notificationId)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The newest come first; a page begins behind this row. */
export interface NotificationPlace {
  readonly createdAt: string;
  readonly notificationId: string;
}

export interface NotificationSearch {
  readonly channel?: Channel | undefined;
  readonly state?: DeliveryState | undefined;
  readonly kind?: NotificationKind | undefined;
  readonly orderId?: string | undefined;
  /** About the case itself, its requests or its orders. */
  readonly caseId?: string | undefined;
  readonly recipientId?: string | undefined;
  readonly acknowledged?: boolean | undefined;
  readonly after: NotificationPlace | undefined;
  readonly limit: number;
}

/** A page of notifications, the newest first. */
export async function searchNotifications(
  db: Db<'orders'>,
  search: NotificationSearch,
): Promise<readonly NotificationRow[]> {
  const { acknowledged, after, limit, caseId, ...exact } = search;
  const given = Object.fromEntries(Object.entries(exact).filter(([, value]) => value !== undefined));
  return db
    .selectFrom('notifications')
    .selectAll()
    .where((row) => row.and(given))
    .$if(acknowledged !== undefined, (query) =>
      query.where('acknowledgedAt', acknowledged === true ? 'is not' : 'is', null),
    )
    .$if(caseId !== undefined, (query) => query.where(ofCase(caseId ?? '')))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(created_at, notification_id) < (${after?.createdAt}::timestamptz, ${after?.notificationId}::uuid)`,
      ),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('notificationId', 'desc')
    .limit(limit)
    .execute();
}

function ofCase(caseId: string) {
  return sql<boolean>`(cause like ${`${caseId}/%`} or exists (
    select from case_parts p where p.case_id = ${caseId}::uuid and p.part_id in (order_id, request_id)))`;
}

/** Lines of somebody's inbox that are not acknowledged. */
interface OpenInboxSearch {
  readonly userId: string;
  /** All when undefined. */
  readonly notificationIds: readonly string[] | undefined;
  readonly until: string | undefined;
  readonly limit: number;
}

/** The oldest of them, locked until the transaction ends. */
export async function lockOpenInbox(
  t: Transaction<'orders'>,
  { userId, notificationIds, until, limit }: OpenInboxSearch,
): Promise<readonly NotificationRow[]> {
  return t
    .selectFrom('notifications')
    .selectAll()
    .where('recipientId', '=', userId)
    .where('channel', '=', 'inbox')
    .where('acknowledgedAt', 'is', null)
    .$if(notificationIds !== undefined, (query) => query.where('notificationId', 'in', notificationIds ?? []))
    .$if(until !== undefined, (query) => query.where('createdAt', '<=', until ?? ''))
    .orderBy('createdAt')
    .orderBy('notificationId')
    .limit(limit)
    .forUpdate()
    .execute();
}

/** How many lines of somebody's inbox are not acknowledged. */
export async function countOpenInbox(db: Db<'orders'>, userId: string): Promise<number> {
  const { open } = await db
    .selectFrom('notifications')
    .select(({ fn }) => fn.countAll<number>().as('open'))
    .where('recipientId', '=', userId)
    .where('channel', '=', 'inbox')
    .where('acknowledgedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return open;
}
