/** Many customers, sites or contacts of a file at once: entered or changed by external id, by the rules of one at a time. */
import { appendEvents } from '#db/outbox.ts';
import { nextNumbers, takenNumbers } from '#db/queries/customers.ts';
import { insertRows, updateRows } from '#db/row-sets.ts';
import type { Transaction } from '#db/transaction.ts';
import { changedFields, changeNumbered } from '#domain/shared/numbered.ts';
import type { BatchTerms, RefusedRow, RowOutcome } from '../import-rows.ts';
import { upsert } from './keep.ts';
import type { Keeper, KeptRow, Upsert } from './keep.ts';

/** How one kind of row is kept when many come at once. */
export interface ImportKeeper<Row extends KeptRow> extends Keeper<Row> {
  /** The column of its key. */
  readonly id: string;
  readonly lockAll: (t: Transaction<'orders'>, externalIds: readonly string[]) => Promise<readonly Row[]>;
}

/** What a row of the file wishes, with what it names found already, or why it cannot be. */
export type KeptWish<Row extends KeptRow> = Upsert<Row> | RefusedRow;

interface Planned<Row extends KeptRow> {
  readonly wish: Upsert<Row>;
  readonly row: Row;
  /** The fields that change; undefined for a new row. */
  readonly changed: readonly string[] | undefined;
}

type Plan<Row extends KeptRow> = Planned<Row> | RefusedRow | 'unchanged';

/** One outcome for each wish. No two have the same external id or number. */
export async function importKept<Row extends KeptRow>(
  t: Transaction<'orders'>,
  keeper: ImportKeeper<Row>,
  wishes: readonly KeptWish<Row>[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  const fit = wishes.filter(isWish);
  const there = await keeper.lockAll(
    t,
    fit.map(({ externalId }) => externalId),
  );
  const before = new Map(there.map((row) => [row.externalId ?? '', row]));
  const numberOf = await numbersFor(t, keeper, { wishes: fit, before }, terms);
  const plans = wishes.map((wish) => (isWish(wish) ? planOf(wish, before.get(wish.externalId), numberOf) : wish));
  if (terms.isTrial) return plans.map(outcomeOf);
  return write(t, keeper, plans, terms.now);
}

function isWish<Row extends KeptRow>(wish: KeptWish<Row>): wish is Upsert<Row> {
  return 'make' in wish;
}

/** The number of a new row, or undefined where another has the one that it asks for. */
type NumberOf = (wish: { readonly number: string | undefined }) => string | undefined;

async function numbersFor<Row extends KeptRow>(
  t: Transaction<'orders'>,
  { table }: ImportKeeper<Row>,
  known: { readonly wishes: readonly Upsert<Row>[]; readonly before: ReadonlyMap<string, Row> },
  { isTrial }: BatchTerms,
): Promise<NumberOf> {
  const fresh = known.wishes.filter(({ externalId }) => !known.before.has(externalId));
  const besides = fresh.flatMap(({ number }) => number ?? []);
  const taken = await takenNumbers(t, table, besides);
  const count = isTrial ? 0 : fresh.length - besides.length;
  const next = count === 0 ? [] : [...(await nextNumbers(t, table, { count, besides }))];
  return ({ number }) => {
    if (number === undefined) return next.shift() ?? '';
    return taken.has(number) ? undefined : number;
  };
}

function planOf<Row extends KeptRow>(wish: Upsert<Row>, before: Row | undefined, numberOf: NumberOf): Plan<Row> {
  const { externalId, customerId } = wish;
  if (before === undefined) {
    const number = numberOf(wish);
    if (number === undefined) return { code: 'number.taken', at: 'number', params: { number: wish.number ?? '' } };
    return { wish, row: wish.make(number), changed: undefined };
  }
  if (customerId !== null && before.customerId !== customerId) {
    return { code: 'external-id.taken', at: 'externalId', params: { externalId } };
  }
  const decided = changeNumbered(before, wish.change);
  if (!decided.ok) return { ...decided.refusal, at: 'number' };
  if (!decided.changed) return 'unchanged';
  const row: Row = { ...decided.after, version: before.version + 1 };
  return { wish, row, changed: changedFields(before, decided.after) };
}

async function write<Row extends KeptRow>(
  t: Transaction<'orders'>,
  keeper: ImportKeeper<Row>,
  plans: readonly Plan<Row>[],
  now: string,
): Promise<readonly RowOutcome[]> {
  const planned = plans.filter((plan) => typeof plan === 'object' && 'row' in plan);
  const isNew = ({ changed }: Planned<Row>) => changed === undefined;
  const rowsOf = (some: readonly Planned<Row>[]) => some.map(({ row }) => row);
  const created = rowsOf(planned.filter(isNew));
  const entered = await insertRows(
    t,
    keeper,
    created.map((row) => ({ ...row, createdAt: now })),
  );
  await updateRows(t, keeper, rowsOf(planned.filter((plan) => !isNew(plan))));
  const isWritten = (plan: Planned<Row>) => !isNew(plan) || entered.has(keeper.idOf(plan.row));
  const events = planned.filter(isWritten).map(({ row, changed = [] }) => keeper.eventOf(row, now, changed));
  await appendEvents(t, events);
  const outcomes: RowOutcome[] = [];
  for (const plan of plans) {
    const isLost = typeof plan === 'object' && 'row' in plan && !isWritten(plan);
    outcomes.push(isLost ? await again(t, keeper, plan.wish, now) : outcomeOf(plan));
  }
  return outcomes;
}

/** A row that somebody else was entering just then, or whose number somebody took, on its own. */
async function again<Row extends KeptRow>(
  t: Transaction<'orders'>,
  keeper: ImportKeeper<Row>,
  wish: Upsert<Row>,
  now: string,
): Promise<RowOutcome> {
  const kept = await upsert(t, keeper, wish, now);
  if (!kept.ok) return kept.refusal;
  return kept.created ? 'created' : 'changed';
}

function outcomeOf<Row extends KeptRow>(plan: Plan<Row>): RowOutcome {
  if (plan === 'unchanged' || !('row' in plan)) return plan;
  return plan.changed === undefined ? 'created' : 'changed';
}
