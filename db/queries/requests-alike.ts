/** What else is open at a request's customer, and about the same object: for people to see that something came in twice. */
import { sql } from 'kysely';

import type { Concern } from '#domain/requests/duplicates.ts';
import type { Db } from '../connection.ts';

export interface OpenConcern extends Concern {
  readonly kind: 'request' | 'order';
  readonly id: string;
  readonly number: string;
  readonly subject: string | null;
}

/** The newest open requests and orders of a customer, so many at most, but for one request and the orders that it led to. */
export async function openConcerns(
  db: Db<'orders'>,
  { requestId, customerId }: { readonly requestId: string; readonly customerId: string },
  limit: number,
): Promise<readonly OpenConcern[]> {
  const { rows } = await sql<OpenConcern>`
    select 'request' as kind, request_id as id, number, subject, customer_id, site_id, submitted_at,
      case when object_id is null then '{}' else array[object_id::text] end as object_ids
    from requests
    where customer_id = ${customerId}::uuid and status = 'submitted' and request_id <> ${requestId}::uuid
    union all
    select 'order', o.order_id, o.number, o.description, o.customer_id, o.site_id, o.submitted_at,
      array(select distinct l.object_id::text from repair_lines l where l.order_id = o.order_id and l.object_id is not null)
    from service_orders o
    where o.customer_id = ${customerId}::uuid and o.closed_at is null and o.closes_at is null
      and not exists (
        select from request_orders r where r.request_id = ${requestId}::uuid and r.order_id = o.order_id)
    order by submitted_at desc
    limit ${limit}`.execute(db);
  return rows;
}

/** Of each waiting request that names an object, how many other open requests and orders are about it; absent where there is none. */
export async function duplicatesOf(
  db: Db<'orders'>,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (requestIds.length === 0) return new Map();
  const { rows } = await sql<{ requestId: string; count: number }>`
    select r.request_id, (
      (select count(*) from requests other
        where other.object_id = r.object_id and other.status = 'submitted' and other.request_id <> r.request_id)
      + (select count(distinct l.order_id) from repair_lines l join service_orders o using (order_id)
        where l.object_id = r.object_id and o.closed_at is null and o.closes_at is null)
      )::integer as count
    from requests r
    where r.request_id = any(${requestIds}::uuid[]) and r.status = 'submitted' and r.object_id is not null`.execute(db);
  return new Map(rows.filter(({ count }) => count > 0).map(({ requestId, count }) => [requestId, count]));
}
