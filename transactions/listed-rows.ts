/** Keeping a list whose rows have a number and perhaps an external id, one writer of the list at a time: technicians, items. */
import type { ServiceName } from '#contracts/areas.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { differs, said, type ChangeOf } from '#domain/shared/numbered.ts';

export interface ListedRow {
  readonly version: number;
}

/** How one list is kept. */
export interface ListKeeper<S extends ServiceName, Row extends ListedRow, Code extends string> {
  /** Makes other writers of the list wait until the transaction ends, so that what was asked of it stays true. */
  readonly lockList: (t: Transaction<S>) => Promise<void>;
  readonly lockById: (t: Transaction<S>, id: string) => Promise<Row | undefined>;
  readonly lockByExternalId: (t: Transaction<S>, externalId: string) => Promise<Row | undefined>;
  /** Why the row cannot be as it is to be; a new one has no `before`. */
  readonly refusalOf: (t: Transaction<S>, row: Row, before: Row | undefined) => Promise<Code | undefined>;
  readonly insert: (t: Transaction<S>, row: Row, createdAt: string) => Promise<void>;
  readonly update: (t: Transaction<S>, row: Row) => Promise<void>;
  /** Appends the event that tells what the row is now. */
  readonly tell: (t: Transaction<S>, row: Row, at: string) => Promise<void>;
}

/** What a new row is made of, at version 1; the row of the external id, if there is one, is changed by `wish` instead. */
export interface SavedWish<Row extends object> {
  readonly externalId: string | undefined;
  readonly make: () => Promise<Row>;
  readonly wish: ChangeOf<Row>;
  readonly now: string;
}

/** Adds a row, or changes the one with the same external id. */
export async function saveListed<S extends ServiceName, Row extends ListedRow, Code extends string>(
  t: Transaction<S>,
  keeper: ListKeeper<S, Row, Code>,
  { externalId, make, wish, now }: SavedWish<Row>,
): Promise<Decision<{ row: Row; isNew: boolean }, Code>> {
  await keeper.lockList(t);
  const known = externalId === undefined ? undefined : await keeper.lockByExternalId(t, externalId);
  if (known !== undefined) {
    const changed = await change(t, keeper, { known, wish, now });
    return changed.ok ? accept({ row: changed.row, isNew: false }) : changed;
  }
  const row = await make();
  const refusal = await keeper.refusalOf(t, row, undefined);
  if (refusal !== undefined) return refuse(refusal);
  await keeper.insert(t, row, now);
  await keeper.tell(t, row, now);
  return accept({ row, isNew: true });
}

export interface ListedChange<Row extends object> {
  readonly id: string;
  readonly wish: ChangeOf<Row>;
  /** The version that was edited. */
  readonly ifMatch: number;
  readonly now: string;
}

/** Changes a row that nobody changed since it was read. */
export async function changeListed<S extends ServiceName, Row extends ListedRow, Code extends string>(
  t: Transaction<S>,
  keeper: ListKeeper<S, Row, Code>,
  { id, wish, ifMatch, now }: ListedChange<Row>,
): Promise<Decision<{ row: Row }, Code | 'resource.unknown' | 'request.version-stale'>> {
  await keeper.lockList(t);
  const known = await keeper.lockById(t, id);
  if (known === undefined) return refuse('resource.unknown');
  if (known.version !== ifMatch) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current: known.version } });
  }
  return change(t, keeper, { known, wish, now });
}

/** The same again changes nothing and is no event. */
async function change<S extends ServiceName, Row extends ListedRow, Code extends string>(
  t: Transaction<S>,
  keeper: ListKeeper<S, Row, Code>,
  { known, wish, now }: { readonly known: Row; readonly wish: ChangeOf<Row>; readonly now: string },
): Promise<Decision<{ row: Row }, Code>> {
  const wished: Row = { ...known, ...said(wish) };
  if (!differs(known, wished)) return accept({ row: known });
  const row: Row = { ...wished, version: known.version + 1 };
  const refusal = await keeper.refusalOf(t, row, known);
  if (refusal !== undefined) return refuse(refusal);
  await keeper.update(t, row);
  await keeper.tell(t, row, now);
  return accept({ row });
}
