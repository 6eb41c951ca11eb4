/** SLA policies, calendar versions and their openings as rows. */
import { sql } from 'kysely';

import type { CalendarDefinition } from '#domain/sla/calendar.ts';
import type { CompiledCalendar } from '#domain/sla/compiled-calendar.ts';
import type { SlaTarget } from '#domain/sla/target.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

/** A published version of an SLA policy. */
export interface SlaPolicyRow {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly calendarId: string;
  readonly targets: readonly SlaTarget[];
}

const columns = ['id', 'version', 'name', 'calendarId', 'targets'] as const;

/** One publication of a policy at a time until the transaction ends: its first version has no row to lock. */
export async function lockSlaPolicy(t: Transaction<'orders'>, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sla-policy/${id}`}, 0))`.execute(t);
}

/** The version of a policy that an order began with, or undefined. */
export async function slaPolicy(db: Db<'orders'>, id: string, version: number): Promise<SlaPolicyRow | undefined> {
  return db
    .selectFrom('slaPolicies')
    .select(columns)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** The version of a policy that new orders begin with, or undefined. */
export async function latestSlaPolicy(db: Db<'orders'>, id: string): Promise<SlaPolicyRow | undefined> {
  return db
    .selectFrom('slaPolicies')
    .select(columns)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The latest version of each policy, by id, behind `after`. */
export async function slaPoliciesPage(
  db: Db<'orders'>,
  after: string | null,
  limit: number,
): Promise<readonly SlaPolicyRow[]> {
  return db
    .selectFrom('slaPolicies')
    .distinctOn('id')
    .select(columns)
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
}

export async function insertSlaPolicy(
  t: Transaction<'orders'>,
  policy: SlaPolicyRow,
  publication: { readonly publishedAt: string; readonly publishedBy: string },
): Promise<void> {
  await t
    .insertInto('slaPolicies')
    .values({ ...policy, targets: JSON.stringify(policy.targets), ...publication })
    .execute();
}

/** Keeps a version of a calendar for the orders whose clocks will have begun with it; the same again changes nothing. */
export async function keepCalendarVersion(t: Transaction<'orders'>, definition: CalendarDefinition): Promise<void> {
  const { id: calendarId, version } = definition;
  await t
    .insertInto('calendarVersions')
    .values({ calendarId, version, definition: JSON.stringify(definition) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A version of a calendar, or undefined when it has not arrived here. */
export async function calendarVersion(
  db: Db<'orders'>,
  calendarId: string,
  version: number,
): Promise<CalendarDefinition | undefined> {
  const row = await db
    .selectFrom('calendarVersions')
    .select('definition')
    .where('calendarId', '=', calendarId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.definition;
}

/** The version of a calendar that new clocks begin with: the highest that has arrived. */
export async function latestCalendarVersion(db: Db<'orders'>, calendarId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('calendarVersions')
    .select('version')
    .where('calendarId', '=', calendarId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version;
}

/** The openings of a calendar version in the ten years from January 1st of `decade`, by one version of time-zone data. */
export interface OpeningsKey {
  readonly calendarId: string;
  readonly version: number;
  /** The year it begins with, such as 2020. */
  readonly decade: number;
  readonly tzVersion: string;
}

export async function findOpenings(db: Db<'orders'>, key: OpeningsKey): Promise<CompiledCalendar | undefined> {
  const row = await db
    .selectFrom('compiledCalendars')
    .select('openings')
    .where('calendarId', '=', key.calendarId)
    .where('version', '=', key.version)
    .where('decade', '=', key.decade)
    .where('tzVersion', '=', key.tzVersion)
    .executeTakeFirst();
  return row?.openings;
}

/** Keeps what was compiled; whoever compiled the same first wins, and it is the same. */
export async function keepOpenings(
  t: Transaction<'orders'>,
  key: OpeningsKey,
  openings: CompiledCalendar,
): Promise<void> {
  await t
    .insertInto('compiledCalendars')
    .values({ ...key, openings: JSON.stringify(openings) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
