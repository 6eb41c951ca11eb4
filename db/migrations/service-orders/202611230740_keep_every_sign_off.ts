import { sql } from 'kysely';
import type { MigrationDb } from '../migration.ts';

/** Every acceptance of an order by itself, and who gave it; those that stand are told from lines and events. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table service_orders add column sign_offs jsonb not null default '[]'`.execute(db);
  const type = sql.lit('@type readonly import("#domain/service-orders/sign-offs.ts").GivenSignOff[]');
  await sql`comment on column service_orders.sign_offs is ${type}`.execute(db);
  await sql`alter table signed_documents add column signed_by text`.execute(db);
  await sql`
    with held as (
      select order_id, signed_at, jsonb_agg(line_id order by line_number) as line_ids
      from order_lines where signed_at is not null group by order_id, signed_at
    ), given as (
      select distinct on (e.aggregate_id, e.occurred_at)
        e.aggregate_id::uuid as order_id, e.version, e.occurred_at, e.data, e.type like '%.signed-off%' as whole
      from events e
      where e.aggregate = 'service-order' and (e.type like '%.signed-off%' or e.type like '%.lines-signed%')
      order by e.aggregate_id, e.occurred_at, e.version desc
    ), entries as (
      select g.order_id, jsonb_agg(jsonb_build_object(
        'version', g.version, 'signedAt', g.data ->> 'signedAt', 'lineIds', coalesce(h.line_ids, '[]'), 'whole', g.whole,
        'signatureFileId', g.data ->> 'signatureFileId', 'noSignatureReasonCode', g.data ->> 'noSignatureReasonCode',
        'documentSha256', g.data ->> 'documentSha256', 'undone', null) order by g.version) as sign_offs
      from given g
      join service_orders o on o.order_id = g.order_id
      left join held h on h.order_id = g.order_id and h.signed_at = (g.data ->> 'signedAt')::timestamptz
      where h.line_ids is not null or (g.whole and o.sign_off ->> 'signedAt' = g.data ->> 'signedAt')
      group by g.order_id
    )
    update service_orders o set sign_offs = e.sign_offs from entries e where e.order_id = o.order_id`.execute(db);
}
