import { sql } from 'kysely';
import { hideFromCustomers, protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Cases of customers, what belongs to them, and what was noted among ourselves. Words stay here; events carry ids and codes. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`create sequence case_numbers start 100001`.execute(db);
  await sql`
    create table cases (
      case_id uuid primary key,
      version integer not null check (version > 0),
      company_id uuid not null,
      customer_id uuid not null references customers,
      contact_id uuid,
      number text collate "C" not null unique,
      category text not null,
      subject text not null,
      description text,
      priority text,
      owner_id uuid,
      status text not null check (status in ('open', 'waiting', 'closed')),
      next_step text,
      next_step_on date,
      opened_at timestamptz(3) not null,
      opened_by text not null,
      closed_at timestamptz(3),
      result_code text,
      result_note text,
      rating integer check (rating between 1 and 5),
      rating_text text,
      rated_at timestamptz(3),
      foreign key (customer_id, contact_id) references contacts (customer_id, contact_id),
      check ((next_step is null) = (next_step_on is null)),
      check (status <> 'closed' or (closed_at is not null and result_code is not null))
    )`.execute(db);
  await sql`create index cases_newest on cases (opened_at desc, case_id desc)`.execute(db);
  await sql`create index cases_of_customer on cases (customer_id, opened_at desc, case_id desc)`.execute(db);
  await protectCustomerRows(db, 'cases');
  await sql`
    create table case_parts (
      case_id uuid not null references cases,
      kind text not null check (kind in ('request', 'order')),
      part_id uuid not null,
      customer_id uuid not null,
      number text not null,
      added_at timestamptz(3) not null,
      primary key (case_id, kind, part_id)
    )`.execute(db);
  await sql`create index case_parts_of_part on case_parts (part_id)`.execute(db);
  await protectCustomerRows(db, 'case_parts');
  await sql`
    create table case_notes (
      note_id uuid primary key,
      case_id uuid not null references cases,
      customer_id uuid not null,
      text text not null,
      principal text not null,
      created_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index case_notes_of_case on case_notes (case_id, created_at)`.execute(db);
  await hideFromCustomers(db, 'case_notes');
}
