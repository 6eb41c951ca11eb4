/** A long life of orders, written straight into a stack's database: lists are measured over more than one would create by hand. */
import pg from 'pg';

import { companyId } from '#domain/setup/company.ts';
import type { Stack } from '#deploy/local/stack.ts';

/** One order in so many is open. */
const openEvery = 20;
const customersOf = (orders: number) => Math.ceil(orders / 200);

/**
 * Adds orders over two years, the newest now, and their customers: most are closed and billed; of the open ones some wait, some
 * are late, some lack parts, some are ready to be posted. They have neither workflows nor events.
 */
export async function seedManyOrders(stack: Pick<Stack, 'installation'>, count: number): Promise<void> {
  const { servers, options } = stack.installation;
  const url = new URL(servers.adminDatabaseUrl);
  url.pathname = `/${options.database}`;
  const database = new pg.Client({ connectionString: url.href });
  await database.connect();
  try {
    await database.query('set search_path to orders');
    await database.query(customers, [customersOf(count)]);
    await database.query(orders, [count, openEvery, companyId]);
    // What the server does by itself a minute later.
    await database.query('analyze customers, service_orders');
  } finally {
    await database.end();
  }
}

const customers = `
  insert into customers (customer_id, version, number, name, bill_to_customer_id, language, payment_terms_days, active, created_at)
  select id, 1, 'M-' || lpad(n::text, 6, '0'), 'Many Lifts ' || n, id, 'en', 14, true, now() - interval '2 years'
  from (select gen_random_uuid() as id, n from generate_series(1, $1::integer) as n) as made`;

const orders = `
  with served as (
    select customer_id, number, (row_number() over (order by number) - 1)::integer as place, count(*) over () as all_of_them
    from customers where number like 'M-%'
  ), aged as (
    select n, n % $2 = 0 as is_open, n / $2 as nth, now() - interval '2 years' * (1 - n::float / $1::integer) as at
    from generate_series(1, $1::integer) as n
  ), staged as (
    select *, case
      when not is_open then case when n % 50 = 1 then 'cancelled' else 'completed' end
      when nth % 10 = 9 then 'completed'
      when nth % 10 = 8 then 'waiting'
      else (array['received', 'planned', 'dispatched', 'in-progress'])[1 + nth % 4] end as stage
    from aged
  )
  insert into service_orders (
    order_id, number, version, company_id, customer_id, customer_number, bill_to_customer_id, order_type, priority,
    stage_model_id, stage_model_version, stage, came_from, waiting, progress, submitted_at, recorded_time,
    sla_state, sla_due_at, sign_off, signed_by, reserves, missing_parts, pending, closes_at, closed_at,
    last_event_at, created_at)
  select gen_random_uuid(), 'H-' || lpad(n::text, 8, '0'), 1, $3, served.customer_id, served.number, served.customer_id,
    'standard', (array['normal', 'urgent'])[1 + n % 2], 'standard', 1, stage, '{}',
    case when stage = 'waiting' then jsonb_build_object(
      'on', 'customer', 'since', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'until', null) end,
    case when is_open then 'in-process' when stage = 'cancelled' then 'cancelled' else 'posted' end,
    at - interval '1 hour' * (n % 24), false,
    case
      when not is_open then case when stage = 'cancelled' then 'cancelled' when n % 9 = 0 then 'met-late' else 'met' end
      when stage = 'completed' then 'met' when stage = 'waiting' then 'paused'
      else (array['running', 'running', 'warned', 'breached', 'none'])[1 + nth % 5] end,
    case when nth % 5 <> 4 then at + interval '2 days' end,
    case when stage = 'completed' and nth % 20 = 9 then '{"signedAt": "2026-01-01T00:00:00.000Z"}'::jsonb end,
    null, stage in ('planned', 'dispatched'), is_open and nth % 7 = 0, '[]',
    case when stage in ('completed', 'cancelled') then at + interval '30 days' end,
    case when not is_open then at + interval '30 days' end, at, at
  from staged join served on served.place = (n * 7) % served.all_of_them`;
