import { sql } from 'kysely';
import { hideFromCustomers } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** What people are told, who of the staff is there to be told, and in which language and by which way they want it. */
export async function up(db: MigrationDb): Promise<void> {
  await createNotifications(db);
  await sql`
    create table notification_staff (
      user_id uuid primary key,
      roles text[] not null,
      active boolean not null
    )`.execute(db);
  await sql`
    create table notification_preferences (
      user_id uuid primary key,
      language text not null check (language in ('en', 'de')),
      time_zone text,
      wants_mail boolean not null
    )`.execute(db);
  for (const table of ['notifications', 'notification_staff', 'notification_preferences'])
    await hideFromCustomers(db, table);
}

/** One row is one message to one reader by one channel. The same cause tells nobody the same twice. */
async function createNotifications(db: MigrationDb): Promise<void> {
  await sql`
    create table notifications (
      notification_id uuid primary key,
      version integer not null check (version > 0),
      cause text collate "C" not null,
      kind text not null,
      channel text not null check (channel in ('inbox', 'mail')),
      recipient_kind text not null check (recipient_kind in ('user', 'contact', 'customer')),
      recipient_id uuid not null,
      company_id uuid not null,
      customer_id uuid,
      order_id uuid,
      request_id uuid,
      params jsonb not null,
      language text not null check (language in ('en', 'de')),
      time_zone text not null,
      state text not null check (state in ('waiting', 'handing-over', 'sent', 'failed', 'uncertain')),
      round integer not null check (round > 0),
      tries integer not null default 0,
      address text,
      message_id text unique,
      subject text,
      body text,
      error text,
      created_at timestamptz(3) not null,
      sent_at timestamptz(3),
      acknowledged_at timestamptz(3),
      unique (cause, kind, channel, recipient_id),
      check (channel = 'inbox' or state in ('waiting', 'failed') or (address is not null and message_id is not null and body is not null))
    )`.execute(db);
  await sql`comment on column notifications.params is '@type Readonly<Record<string, string | number>>'`.execute(db);
  await sql`create index notifications_latest on notifications (created_at desc, notification_id desc)`.execute(db);
  await sql`create index notifications_of_order on notifications (order_id, created_at desc)`.execute(db);
  await sql`
    create index notifications_inbox on notifications (recipient_id, created_at desc, notification_id desc)
    where channel = 'inbox'`.execute(db);
  await sql`
    create index notifications_open on notifications (state, created_at desc)
    where state in ('waiting', 'handing-over', 'failed', 'uncertain')`.execute(db);
}
