/** Entering and changing what has a number and perhaps an external id: customers, sites, contacts, objects. */
import { appendEvents } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import { nextNumber } from '#db/queries/customers.ts';
import type { Named, NumberedTable } from '#db/queries/customers.ts';
import { unlessTaken } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import type { ObjectRefusalCode } from '#domain/objects/object-tree.ts';
import type { FeedKind } from '#domain/shared/feed.ts';
import {
  changedFields,
  changeNumbered,
  type ChangeOf,
  type Numbered,
  type NumberedRefusalCode,
} from '#domain/shared/numbered.ts';

/** A row with its owner; a customer owns itself. */
export interface KeptRow extends Numbered {
  readonly customerId: string;
  readonly version: number;
}

/** How one kind of row is kept. */
export interface Keeper<Row extends KeptRow> {
  readonly table: NumberedTable;
  /** Absent for what no other system feeds. */
  readonly feedKind?: FeedKind;
  readonly idOf: (row: Row) => string;
  readonly lock: (t: Transaction<'orders'>, by: Named) => Promise<Row | undefined>;
  /** False when the number or the external id is another's. */
  readonly insert: (t: Transaction<'orders'>, row: Row, createdAt: string) => Promise<boolean>;
  /** May throw on an external id that is another's, as the database does. */
  readonly update: (t: Transaction<'orders'>, row: Row) => Promise<void>;
  /** The JSON pointer of a field that names something that is not there, or null. */
  readonly missingReference: (t: Transaction<'orders'>, row: Row) => Promise<string | null>;
  /**
   * The row as it is to be among others, and those that change with it; absent where a row has nothing to do with others. A new row
   * has no `before`.
   */
  readonly place?: (
    t: Transaction<'orders'>,
    row: Row,
    before: Row | undefined,
  ) => Promise<Decision<{ readonly row: Row; readonly others: readonly Row[] }, PlaceRefusalCode>>;
  /** The event that tells what the row is now, and which of its fields changed. */
  readonly eventOf: (row: Row, at: string, changed: readonly string[]) => NewEvent;
}

type PlaceRefusalCode = 'reference.unknown' | ObjectRefusalCode;
type EnterRefusalCode = 'number.taken' | 'external-id.taken' | PlaceRefusalCode;
type ChangeRefusalCode = EnterRefusalCode | NumberedRefusalCode | 'resource.unknown' | 'request.version-stale';

export type Kept<Row, Code extends string> = Decision<{ row: Row; created: boolean }, Code>;

/** What a new row is made of; `make` gets the number, the one given or the next of the series. */
export interface Entry<Row> {
  readonly number: string | undefined;
  readonly externalId: string | null;
  readonly make: (number: string) => Row;
}

/** Writes a new row at version 1 with its event. */
export async function enter<Row extends KeptRow>(
  t: Transaction<'orders'>,
  keeper: Keeper<Row>,
  entry: Entry<Row>,
  now: string,
): Promise<Kept<Row, EnterRefusalCode>> {
  const made = entry.make(entry.number ?? (await nextNumber(t, keeper.table)));
  const placed = await placeOf(t, keeper, made, undefined);
  if (!placed.ok) return placed;
  const { row } = placed;
  if (!(await keeper.insert(t, row, now))) return taken(t, keeper, row);
  await appendEvents(t, [keeper.eventOf(row, now, [])]);
  return accept({ row, created: true });
}

/** Changes a locked row, with its event when anything is different. */
export async function change<Row extends KeptRow>(
  t: Transaction<'orders'>,
  keeper: Keeper<Row>,
  { row, change: wish }: { readonly row: Row; readonly change: ChangeOf<Row> },
  now: string,
): Promise<Kept<Row, ChangeRefusalCode>> {
  const decided = changeNumbered(row, wish);
  if (!decided.ok) return decided;
  if (!decided.changed) return accept({ row, created: false });
  const placed = await placeOf(t, keeper, decided.after, row);
  if (!placed.ok) return placed;
  const after: Row = { ...placed.row, version: row.version + 1 };
  const { externalId } = after;
  if (externalId === null || externalId === row.externalId) await keeper.update(t, after);
  else if (!(await unlessTaken(t, () => keeper.update(t, after)))) {
    return refuse('external-id.taken', { params: { externalId } });
  }
  const others = placed.others.map((other): Row => ({ ...other, version: other.version + 1 }));
  for (const other of others) await keeper.update(t, other);
  const event = keeper.eventOf(after, now, changedFields(row, placed.row));
  await appendEvents(t, [event, ...others.map((other) => keeper.eventOf(other, now, []))]);
  return accept({ row: after, created: false });
}

/** The row among others, with all that it names there. */
async function placeOf<Row extends KeptRow>(
  t: Transaction<'orders'>,
  keeper: Keeper<Row>,
  row: Row,
  before: Row | undefined,
): Promise<Decision<{ readonly row: Row; readonly others: readonly Row[] }, PlaceRefusalCode>> {
  const pointer = await keeper.missingReference(t, row);
  if (pointer !== null) return refuse('reference.unknown', { params: { pointer } });
  return keeper.place === undefined ? accept({ row, others: [] }) : keeper.place(t, row, before);
}

/** What is to change of the row of an id. */
export interface IdChange<Row extends KeptRow> {
  readonly id: string;
  /** Whose it must be; null when it may be any customer's. */
  readonly customerId: string | null;
  readonly version: number;
  readonly change: ChangeOf<Row>;
}

/** Changes the row of an id, of that version, of that customer (any customer when null). */
export async function changeById<Row extends KeptRow>(
  t: Transaction<'orders'>,
  keeper: Keeper<Row>,
  wish: IdChange<Row>,
  now: string,
): Promise<Kept<Row, ChangeRefusalCode>> {
  const row = await keeper.lock(t, { id: wish.id });
  if (row === undefined || (wish.customerId !== null && row.customerId !== wish.customerId)) {
    return refuse('resource.unknown');
  }
  if (row.version !== wish.version) {
    return refuse('request.version-stale', { params: { sent: wish.version, current: row.version } });
  }
  return change(t, keeper, { row, change: wish.change }, now);
}

/** What an upsert says: fields that are undefined stay as they are, or get their defaults in a new row. */
export interface Upsert<Row extends KeptRow> extends Entry<Row> {
  readonly externalId: string;
  readonly change: ChangeOf<Row>;
  /** Whose it must be; null when it may be any customer's. */
  readonly customerId: string | null;
}

/** Enters or changes the row of an external id. The same again changes nothing; two at once do it once. */
export async function upsert<Row extends KeptRow>(
  t: Transaction<'orders'>,
  keeper: Keeper<Row>,
  wish: Upsert<Row>,
  now: string,
): Promise<Kept<Row, ChangeRefusalCode>> {
  const by = { externalId: wish.externalId };
  const before = await keeper.lock(t, by);
  if (before === undefined) {
    const entered = await enter(t, keeper, wish, now);
    if (entered.ok || entered.refusal.code !== 'external-id.taken') return entered;
  }
  const row = before ?? (await keeper.lock(t, by));
  if (row === undefined || (wish.customerId !== null && row.customerId !== wish.customerId)) {
    return refuse('external-id.taken', { params: by });
  }
  return change(t, keeper, { row, change: wish.change }, now);
}

async function taken<Row extends KeptRow>(t: Transaction<'orders'>, keeper: Keeper<Row>, row: Row) {
  const { externalId, number } = row;
  if (externalId !== null && (await keeper.lock(t, { externalId })) !== undefined) {
    return refuse('external-id.taken', { params: { externalId } });
  }
  return refuse('number.taken', { params: { number } });
}
