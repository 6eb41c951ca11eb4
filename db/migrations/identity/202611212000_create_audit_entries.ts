import { sql } from 'kysely';
import { hideFromCustomers } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/**
 * Who signed in or failed to, and who asked for what their roles do not allow. The same again within a minute is counted in one
 * row, so that nobody can fill the table by asking often. No name stands here: a name that was typed is a hash.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table audit_entries (
      minute timestamptz(3) not null,
      what text not null check (what in (
        'signed-in', 'sign-in-failed', 'sign-in-slowed', 'signed-out', 'password-changed', 'right-refused'
      )),
      principal text collate "C" not null,
      name_hash text collate "C" not null,
      route text collate "C" not null,
      address text collate "C" not null,
      entry_id uuid not null unique,
      count integer not null check (count > 0),
      last_at timestamptz(3) not null,
      primary key (minute, what, principal, name_hash, route, address)
    )`.execute(db);
  await sql`create index audit_entries_latest on audit_entries (last_at desc, entry_id desc)`.execute(db);
  await hideFromCustomers(db, 'audit_entries');
}
