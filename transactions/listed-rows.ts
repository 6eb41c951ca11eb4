/** Keeping a list whose rows have a number and perhaps an external id, one writer of the list at a time: technicians, items. */
import type { ServiceName } from '#contracts/areas.ts';
import { appendEvents } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import { insertRows, updateRows } from '#db/row-sets.ts';
import type { KeyedTable } from '#db/row-sets.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { differs, said, type ChangeOf } from '#domain/shared/numbered.ts';
import type { BatchTerms, RowOutcome } from './import-rows.ts';

export interface ListedRow {
  readonly version: number;
  readonly number: string;
  readonly externalId: string | null;
}

/** How one list is kept. `Known` is what its rule needs to know beside a row and what it was. */
export interface ListKeeper<S extends ServiceName, Row extends ListedRow, Code extends string, Known> {
  readonly table: KeyedTable;
  /** Makes other writers of the list wait until the transaction ends, so that what was asked of it stays true. */
  readonly lockList: (t: Transaction<S>) => Promise<void>;
  readonly lockById: (t: Transaction<S>, id: string) => Promise<Row | undefined>;
  readonly lockByExternalIds: (t: Transaction<S>, externalIds: readonly string[]) => Promise<readonly Row[]>;
  /** What is known of rows as they are to be, all at once. */
  readonly know: (t: Transaction<S>, rows: readonly Row[]) => Promise<Known>;
  /** Why the row cannot be as it is to be; a new one has no `before`. */
  readonly refusalOf: (row: Row, before: Row | undefined, known: Known) => Code | undefined;
  /** So many free numbers, and none of those that are about to be given. */
  readonly nextNumbers: (
    t: Transaction<S>,
    wanted: { readonly count: number; readonly besides: readonly string[] },
  ) => Promise<readonly string[]>;
  /** The event that tells what the row is now. */
  readonly eventOf: (row: Row, at: string) => NewEvent;
}

/** What a new row is made of; the row of the external id, if there is one, is changed by `wish` instead. */
export interface SavedWish<Row extends object> {
  readonly externalId: string | undefined;
  /** The number of a new row; the next free one when undefined. */
  readonly number: string | undefined;
  /** A new row at version 1. */
  readonly make: (number: string) => Row;
  readonly wish: ChangeOf<Row>;
}

interface Planned<Row> {
  readonly row: Row;
  /** Undefined for a new row. */
  readonly before: Row | undefined;
}

interface Done<Row> {
  readonly row: Row;
  readonly outcome: 'created' | 'changed' | 'unchanged';
}
type Saved<Row, Code extends string> = Decision<Done<Row>, Code>;

/** Adds a row, or changes the one with the same external id. */
export async function saveListed<S extends ServiceName, Row extends ListedRow, Code extends string, Known>(
  t: Transaction<S>,
  keeper: ListKeeper<S, Row, Code, Known>,
  wish: SavedWish<Row> & { readonly now: string },
): Promise<Decision<{ row: Row; isNew: boolean }, Code>> {
  const [saved] = await saveAll(t, keeper, [wish], { now: wish.now, isTrial: false });
  if (saved === undefined) throw new Error(`nothing became of a row of ${keeper.table.table}`);
  return saved.ok ? accept({ row: saved.row, isNew: saved.outcome === 'created' }) : saved;
}

/** The same for many rows of a file; one that is refused stops no other. */
export async function importListed<S extends ServiceName, Row extends ListedRow, Code extends string, Known>(
  t: Transaction<S>,
  keeper: ListKeeper<S, Row, Code, Known>,
  wishes: readonly SavedWish<Row>[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  const saved = await saveAll(t, keeper, wishes, terms);
  return saved.map((one) => (one.ok ? one.outcome : one.refusal));
}

/** Each wish is of another row: no two have the same external id or number. */
async function saveAll<S extends ServiceName, Row extends ListedRow, Code extends string, Known>(
  t: Transaction<S>,
  keeper: ListKeeper<S, Row, Code, Known>,
  wishes: readonly SavedWish<Row>[],
  terms: BatchTerms,
): Promise<readonly Saved<Row, Code>[]> {
  await keeper.lockList(t);
  const plans = await planned(t, keeper, wishes, terms);
  const known = await keeper.know(
    t,
    plans.map(({ row }) => row),
  );
  const saved = plans.map(({ row, before }): Saved<Row, Code> => {
    if (before !== undefined && !differs(before, row)) return accept<Done<Row>>({ row: before, outcome: 'unchanged' });
    const next: Row = before === undefined ? row : { ...row, version: before.version + 1 };
    const refusal = keeper.refusalOf(next, before, known);
    if (refusal !== undefined) return refuse(refusal);
    return accept<Done<Row>>({ row: next, outcome: before === undefined ? 'created' : 'changed' });
  });
  if (!terms.isTrial) await write(t, keeper, saved, terms.now);
  return saved;
}

/** The rows as they are to be. */
async function planned<S extends ServiceName, Row extends ListedRow, Code extends string, Known>(
  t: Transaction<S>,
  keeper: ListKeeper<S, Row, Code, Known>,
  wishes: readonly SavedWish<Row>[],
  { isTrial }: BatchTerms,
): Promise<readonly Planned<Row>[]> {
  const externalIds = wishes.flatMap(({ externalId }) => externalId ?? []);
  const there = externalIds.length === 0 ? [] : await keeper.lockByExternalIds(t, externalIds);
  const rows = new Map(there.map((row) => [row.externalId, row]));
  const beforeOf = ({ externalId }: SavedWish<Row>) => (externalId === undefined ? undefined : rows.get(externalId));
  const besides = wishes.flatMap(({ number }) => number ?? []);
  const count = wishes.filter((wish) => wish.number === undefined && beforeOf(wish) === undefined).length;
  const numbers = isTrial || count === 0 ? [] : [...(await keeper.nextNumbers(t, { count, besides }))];
  return wishes.map((wish) => {
    const before = beforeOf(wish);
    if (before === undefined) return { row: wish.make(wish.number ?? numbers.shift() ?? ''), before };
    return { row: { ...before, ...said(wish.wish) }, before };
  });
}

async function write<S extends ServiceName, Row extends ListedRow, Code extends string, Known>(
  t: Transaction<S>,
  { table, eventOf }: ListKeeper<S, Row, Code, Known>,
  saved: readonly Saved<Row, Code>[],
  now: string,
): Promise<void> {
  const rowsOf = (wanted: 'created' | 'changed') =>
    saved.flatMap((one) => (one.ok && one.outcome === wanted ? [one.row] : []));
  const [created, changed] = [rowsOf('created'), rowsOf('changed')];
  const written = await insertRows(
    t,
    table,
    created.map((row) => ({ ...row, createdAt: now })),
  );
  if (written.size < created.length) throw new Error(`a row of ${table.table} was there although the list is locked`);
  await updateRows(t, table, changed);
  await appendEvents(
    t,
    [...created, ...changed].map((row) => eventOf(row, now)),
  );
}

export interface ListedChange<Row extends object> {
  readonly id: string;
  readonly wish: ChangeOf<Row>;
  /** The version that was edited. */
  readonly ifMatch: number;
  readonly now: string;
}

/** Changes a row that nobody changed since it was read; the same again changes nothing and is no event. */
export async function changeListed<S extends ServiceName, Row extends ListedRow, Code extends string, Known>(
  t: Transaction<S>,
  keeper: ListKeeper<S, Row, Code, Known>,
  { id, wish, ifMatch, now }: ListedChange<Row>,
): Promise<Decision<{ row: Row }, Code | 'resource.unknown' | 'request.version-stale'>> {
  await keeper.lockList(t);
  const before = await keeper.lockById(t, id);
  if (before === undefined) return refuse('resource.unknown');
  if (before.version !== ifMatch) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current: before.version } });
  }
  const wished: Row = { ...before, ...said(wish) };
  if (!differs(before, wished)) return accept({ row: before });
  const row: Row = { ...wished, version: before.version + 1 };
  const refusal = keeper.refusalOf(row, before, await keeper.know(t, [row]));
  if (refusal !== undefined) return refuse(refusal);
  await updateRows(t, keeper.table, [row]);
  await appendEvents(t, [keeper.eventOf(row, now)]);
  return accept({ row });
}
