/** The objects and tasks of orders, in the sequence in which they were given. */
import { sql, type RawBuilder } from 'kysely';

import type { ServiceOrder } from '#domain/service-orders/order.ts';
import type { Relations } from '#domain/service-orders/relations.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** That a row of orders was made under an agreement. */
export function isUnderAgreement(agreementId: string): RawBuilder<boolean> {
  return sql<boolean>`service_orders.agreement_id = ${agreementId}`;
}

/** That somebody answers for a row of orders; nothing is answered for by a program. */
export function isAnsweredBy(userId: string | null): RawBuilder<boolean> {
  return userId === null ? sql<boolean>`false` : sql<boolean>`service_orders.responsible_id = ${userId}`;
}

/** That a row of orders is about an object. */
export function isAboutObject(objectId: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from order_objects o where o.order_id = service_orders.order_id and o.object_id = ${objectId})`;
}

/** That all of these hold. */
export function allOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join([...conditions], sql` and `)})`;
}

/** What an order is related to. */
export async function orderRelations(db: Db<'orders'>, orderId: string): Promise<Relations> {
  const objects = await db
    .selectFrom('orderObjects')
    .select(['objectId', 'reference'])
    .where('orderId', '=', orderId)
    .orderBy('position')
    .execute();
  const tasks = await db
    .selectFrom('orderTasks')
    .select(['task', 'name', 'internalNote', 'customerNote'])
    .where('orderId', '=', orderId)
    .orderBy('position')
    .execute();
  return { objects, tasks };
}

/** Relates a new order, or one that has no relations any more. */
export async function insertRelations(
  t: Transaction<'orders'>,
  { id: orderId, customerId }: Pick<ServiceOrder, 'id' | 'customerId'>,
  { objects, tasks }: Relations,
): Promise<void> {
  const owner = { orderId, customerId };
  if (objects.length > 0) {
    await t
      .insertInto('orderObjects')
      .values(objects.map((object, position) => ({ ...owner, ...object, position })))
      .execute();
  }
  if (tasks.length > 0) {
    await t
      .insertInto('orderTasks')
      .values(tasks.map((task, position) => ({ ...owner, ...task, position })))
      .execute();
  }
}

/** Puts these relations in place of those that the order has. */
export async function replaceRelations(
  t: Transaction<'orders'>,
  order: Pick<ServiceOrder, 'id' | 'customerId'>,
  relations: Relations,
): Promise<void> {
  await t.deleteFrom('orderObjects').where('orderId', '=', order.id).execute();
  await t.deleteFrom('orderTasks').where('orderId', '=', order.id).execute();
  await insertRelations(t, order, relations);
}
