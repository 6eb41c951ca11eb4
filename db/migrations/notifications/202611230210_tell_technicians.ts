import { sql } from 'kysely';
import { hideFromCustomers } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Technicians are told of their visits; which of them can be written to is known from their events, the address is not. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`alter table notifications drop constraint notifications_recipient_kind_check`.execute(db);
  await sql`
    alter table notifications add constraint notifications_recipient_kind_check
    check (recipient_kind in ('user', 'technician', 'contact', 'customer'))`.execute(db);
  await sql`
    create table notification_technicians (
      technician_id uuid primary key,
      language text not null,
      time_zone text not null,
      can_be_told boolean not null
    )`.execute(db);
  await hideFromCustomers(db, 'notification_technicians');
}
