/** The openings of a calendar version around some instants: compiled once a decade, stored, and kept in memory. */
import { calendarVersion, findOpenings, keepOpenings } from '#db/queries/sla.ts';
import type { OpeningsKey } from '#db/queries/sla.ts';
import { databaseOf } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { addMs, earlier, later, type Instant } from '#domain/shared/instant.ts';
import { compileCalendar } from '#domain/sla/calendar.ts';
import type { CompiledCalendar } from '#domain/sla/compiled-calendar.ts';
import { joinOpenings } from '#domain/sla/join-openings.ts';

/** How far the openings reach beyond the last instant, so that a limit that begins then ends within. */
const aheadMs = 3 * 366 * 86_400_000;
/** An instant may lie in another year by the clocks of its zone, and a log may be corrected backwards a little. */
const backMs = 31 * 86_400_000;

/** Spans in memory; one of two decades of a usual week takes about 400 KiB. */
const memoryLimit = 50;

const memories = new WeakMap<object, Map<string, CompiledCalendar>>();

/**
 * The openings of a calendar version from a month before the earlier of two instants until three years after the later,
 * so that a clock which began at `around` can be asked about `until`.
 * Throws when the version has not arrived here: orders only name versions that have.
 */
export async function compiledCalendar(
  t: Transaction<'orders'>,
  calendarId: string,
  version: number,
  around: Instant,
  until: Instant = around,
): Promise<CompiledCalendar> {
  const first = decadeOf(addMs(earlier(around, until), -backMs));
  const last = decadeOf(addMs(later(around, until), aheadMs));
  const memory = memoryOf(t);
  const name = `${calendarId}/${version}/${first}/${last}`;
  const remembered = memory.get(name);
  if (remembered !== undefined) return remembered;
  const tzVersion = process.versions['tz'] ?? 'unknown';
  let joined = await openingsOf(t, { calendarId, version, decade: first, tzVersion });
  for (let decade = first + 10; decade <= last; decade += 10) {
    joined = joinOpenings(joined, await openingsOf(t, { calendarId, version, decade, tzVersion }));
  }
  if (memory.size >= memoryLimit) memory.clear();
  memory.set(name, joined);
  return joined;
}

/** What is stored, or compiled now and stored. It follows from its key alone, so a rollback loses nothing but time. */
async function openingsOf(t: Transaction<'orders'>, key: OpeningsKey): Promise<CompiledCalendar> {
  const stored = await findOpenings(t, key);
  if (stored !== undefined) return stored;
  const definition = await calendarVersion(t, key.calendarId, key.version);
  if (definition === undefined) throw new Error(`calendar ${key.calendarId} version ${key.version} has not arrived`);
  const { decade, tzVersion } = key;
  const openings = compileCalendar(definition, {
    fromDate: firstOfYear(decade),
    toDate: firstOfYear(decade + 10),
    tzVersion,
  });
  await keepOpenings(t, key, openings);
  return openings;
}

function memoryOf(t: Transaction<'orders'>): Map<string, CompiledCalendar> {
  const owner = databaseOf(t);
  const known = memories.get(owner);
  if (known !== undefined) return known;
  const made = new Map<string, CompiledCalendar>();
  memories.set(owner, made);
  return made;
}

/** The decade that an instant lies in, by UTC. */
function decadeOf(instant: Instant): number {
  return Math.floor(Number(instant.slice(0, 4)) / 10) * 10;
}

function firstOfYear(year: number): string {
  return `${String(year).padStart(4, '0')}-01-01`;
}
