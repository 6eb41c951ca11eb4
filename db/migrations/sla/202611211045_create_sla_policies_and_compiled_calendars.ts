import { sql } from 'kysely';
import { appendOnly } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** SLA policies by version, every calendar version that was ever published, and its openings by decade. */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    create table sla_policies (
      id text collate "C" not null,
      version integer not null check (version > 0),
      name text not null,
      calendar_id text not null,
      targets jsonb not null,
      published_at timestamptz(3) not null,
      published_by text not null,
      primary key (id, version)
    )`.execute(db);
  await sql`comment on column sla_policies.targets is '@type readonly import("#domain/sla/target.ts").SlaTarget[]'`.execute(
    db,
  );
  await appendOnly(db, 'sla_policies');
  await createCalendars(db);
}

/** `setup_copy` has the current version only; an order keeps the one that its clock began with. */
async function createCalendars(db: MigrationDb): Promise<void> {
  await sql`
    create table calendar_versions (
      calendar_id text collate "C" not null,
      version integer not null check (version > 0),
      definition jsonb not null,
      primary key (calendar_id, version)
    )`.execute(db);
  await sql`comment on column calendar_versions.definition is '@type import("#domain/sla/calendar.ts").CalendarDefinition'`.execute(
    db,
  );
  await appendOnly(db, 'calendar_versions');
  await sql`
    create table compiled_calendars (
      calendar_id text collate "C" not null,
      version integer not null,
      decade integer not null check (decade % 10 = 0),
      tz_version text not null,
      openings jsonb not null,
      primary key (calendar_id, version, decade, tz_version),
      foreign key (calendar_id, version) references calendar_versions
    )`.execute(db);
  await sql`comment on column compiled_calendars.openings is '@type import("#domain/sla/compiled-calendar.ts").CompiledCalendar'`.execute(
    db,
  );
  await appendOnly(db, 'compiled_calendars');
}
