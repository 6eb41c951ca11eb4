import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Technicians, their visits to customers, and the travel and work recorded on each. */
export async function up(db: MigrationDb): Promise<void> {
  await createTechnicians(db);
  await createVisits(db);
  await createVisitTimes(db);
}

/** Numbers that nobody gave come from the sequence; gaps in them do not matter. */
async function createTechnicians(db: MigrationDb): Promise<void> {
  await sql`create sequence technician_numbers start 101`.execute(db);
  await sql`
    create table technicians (
      technician_id uuid primary key,
      version integer not null check (version > 0),
      number text collate "C" not null unique,
      external_id text unique,
      name text not null,
      time_zone text not null,
      active boolean not null,
      created_at timestamptz(3) not null
    )`.execute(db);
}

/** No exclusion constraint on overlaps: someone may choose one with a reason. Who books holds the technician's row. */
async function createVisits(db: MigrationDb): Promise<void> {
  await sql`
    create table visits (
      visit_id uuid primary key,
      version integer not null check (version > 0),
      customer_id uuid not null,
      order_id uuid not null,
      order_number text not null,
      technician_id uuid not null references technicians,
      starts_at timestamptz(3) not null,
      ends_at timestamptz(3) not null check (ends_at > starts_at),
      time_zone text not null,
      status text not null check (status in ('planned', 'travelling', 'working', 'paused', 'finished', 'cancelled')),
      overlap_reason_code text,
      cancel_reason_code text,
      last_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index visits_start on visits (starts_at, visit_id)`.execute(db);
  await sql`create index visits_order on visits (order_id)`.execute(db);
  await sql`create index visits_technician on visits (technician_id, starts_at, visit_id)`.execute(db);
  await sql`
    create index visits_booked on visits (technician_id, ends_at)
    where status not in ('finished', 'cancelled')`.execute(db);
  await protectCustomerRows(db, 'visits');
}

async function createVisitTimes(db: MigrationDb): Promise<void> {
  await sql`
    create table visit_times (
      visit_id uuid not null references visits,
      position integer not null,
      customer_id uuid not null,
      kind text not null check (kind in ('travel', 'work')),
      technician_id uuid not null references technicians,
      started_at timestamptz(3) not null,
      ended_at timestamptz(3) check (ended_at >= started_at),
      primary key (visit_id, position)
    )`.execute(db);
  await sql`create unique index visit_times_running on visit_times (visit_id) where ended_at is null`.execute(db);
  await protectCustomerRows(db, 'visit_times');
}
