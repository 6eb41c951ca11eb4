/** A service's own copy of the set-up: what was published last of each entry, read with a short memory. */
import { sql } from 'kysely';

import { setupEvents } from '#contracts/events/setup.ts';
import type { PublishedSetup } from '#contracts/events/setup.ts';
import type { SetupKind } from '#contracts/http/setup-schemas.ts';
import { parameters } from '#domain/setup/parameters.ts';
import type { ParameterName, ValueOf } from '#domain/setup/parameters.ts';
import type { AnyDb } from '../connection.ts';
import { afterCommit, databaseOf } from '../transaction.ts';
import type { AnyTransaction } from '../transaction.ts';

/** An entry as it was published last. */
export interface SetupValue<Kind extends SetupKind = SetupKind> {
  readonly id: string;
  readonly version: number;
  readonly data: PublishedSetup[Kind];
}

/**
 * How long a read may be answered from memory, in milliseconds. The process that applies an event forgets at once; another
 * process of the same service shows a change at most this much later than its copy has it.
 */
export const setupMemoryMs = 2_000;

interface Remembered {
  readonly value: SetupValue | undefined;
  readonly untilMs: number;
}

const memories = new WeakMap<object, Map<string, Remembered>>();

/** What a transaction has written itself: others may remember what was there before it, which is not true within it. */
const written = new WeakMap<object, Set<string>>();

/** One memory per connected database, whether it is asked inside a transaction or not. */
function memoryOf(db: AnyDb): Map<string, Remembered> {
  const owner = isTransaction(db) ? databaseOf(db) : db;
  const known = memories.get(owner);
  if (known !== undefined) return known;
  const made = new Map<string, Remembered>();
  memories.set(owner, made);
  return made;
}

function isTransaction(db: AnyDb): db is AnyTransaction {
  return 'isTransaction' in db && db.isTransaction === true;
}

/** The entry of a kind, or undefined when nothing of that id has been published (or has arrived) yet. */
export async function setupValue<Kind extends SetupKind>(
  db: AnyDb,
  kind: Kind,
  id: string,
): Promise<SetupValue<Kind> | undefined> {
  const memory = memoryOf(db);
  const key = `${kind}/${id}`;
  if (written.get(db)?.has(key) === true) return readValue(db, kind, id);
  const remembered = memory.get(key);
  if (remembered !== undefined && remembered.untilMs > performance.now()) {
    return remembered.value as SetupValue<Kind> | undefined;
  }
  const value = await readValue(db, kind, id);
  memory.set(key, { value, untilMs: performance.now() + setupMemoryMs });
  return value;
}

/** The value of a parameter; its default as long as none has arrived. */
export async function parameterValue<Name extends ParameterName>(db: AnyDb, name: Name): Promise<ValueOf<Name>> {
  const copied = await setupValue(db, 'parameter', name);
  // The gateway checked the value against the same definition before it published it.
  return (copied?.data.value ?? parameters[name].default) as ValueOf<Name>;
}

/** All entries of a kind that have arrived, by id; never from memory. */
export async function setupValues<Kind extends SetupKind>(db: AnyDb, kind: Kind): Promise<readonly SetupValue<Kind>[]> {
  const { rows } = await sql<Row>`select id, version, data from setup_copy where kind = ${kind} order by id`.execute(
    db,
  );
  return rows.map((row) => valueOf(kind, row));
}

/**
 * Keeps what was published unless a later version is there already. True when it was kept: the transaction reads it from then on,
 * and its process once it has committed.
 */
export async function keepSetupValue(t: AnyTransaction, kind: SetupKind, value: SetupValue): Promise<boolean> {
  const { id, version } = value;
  const key = `${kind}/${id}`;
  const data = JSON.stringify(value.data);
  const { rows } = await sql<{ id: string }>`
    insert into setup_copy (kind, id, version, data) values (${kind}, ${id}, ${version}, ${data})
    on conflict (kind, id) do update set version = excluded.version, data = excluded.data
    where setup_copy.version < excluded.version
    returning id`.execute(t);
  if (rows.length === 0) return false;
  written.set(t, (written.get(t) ?? new Set()).add(key));
  afterCommit(t, () => memoryOf(t).delete(key));
  return true;
}

interface Row {
  readonly id: string;
  readonly version: number;
  readonly data: unknown;
}

async function readValue<Kind extends SetupKind>(
  db: AnyDb,
  kind: Kind,
  id: string,
): Promise<SetupValue<Kind> | undefined> {
  const { rows } = await sql<Row>`
    select id, version, data from setup_copy where kind = ${kind} and id = ${id}`.execute(db);
  return rows[0] && valueOf(kind, rows[0]);
}

function valueOf<Kind extends SetupKind>(kind: Kind, row: Row): SetupValue<Kind> {
  // Each kind's schema parses to that kind's data; the compiler cannot follow the index.
  const data = setupEvents[kind].data.parse(row.data) as PublishedSetup[Kind];
  return { id: row.id, version: row.version, data };
}
