/** What people and files enter and change here of what has a number, beside what other systems feed of it. */
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import { fedHere } from '../feed-here.ts';
import type { FedHere } from '../feed-here.ts';
import type { BatchTerms, RowOutcome } from '../import-rows.ts';
import { customerFeed } from './feed.ts';
import { importKept } from './import-kept.ts';
import type { ImportKeeper, KeptWish } from './import-kept.ts';
import { changeById, enter, upsert } from './keep.ts';
import type { Entry, IdChange, Keeper, KeptRow, Upsert } from './keep.ts';

type Orders = Transaction<'orders'>;

/** As `enter`; what waited for it is settled. */
export async function enterHere<Row extends KeptRow>(t: Orders, keeper: Keeper<Row>, entry: Entry<Row>, now: string) {
  const fed = await fedOf(t, keeper);
  const entered = await enter(t, keeper, entry, now);
  return entered.ok ? followed(t, { keeper, fed }, entered, now) : entered;
}

/** As `changeById`; fields that another system owns are its own. */
export async function changeHere<Row extends KeptRow>(
  t: Orders,
  keeper: Keeper<Row>,
  wish: IdChange<Row>,
  now: string,
) {
  const fed = await fedOf(t, keeper);
  const before = fed && (await keeper.lock(t, { id: wish.id }));
  const isItsOwn = before !== undefined && (wish.customerId === null || wish.customerId === before.customerId);
  const owned = isItsOwn && before.version === wish.version ? await ownedOf(fed, before, wish.change) : undefined;
  if (owned !== undefined) return owned;
  const changed = await changeById(t, keeper, wish, now);
  return changed.ok ? followed(t, { keeper, fed }, changed, now) : changed;
}

/** As `upsert`; fields that another system owns are its own. */
export async function upsertHere<Row extends KeptRow>(t: Orders, keeper: Keeper<Row>, wish: Upsert<Row>, now: string) {
  const fed = await fedOf(t, keeper);
  const before = fed && (await keeper.lock(t, { externalId: wish.externalId }));
  const owned = await ownedOf(fed, before, wish.change);
  if (owned !== undefined) return owned;
  const kept = await upsert(t, keeper, wish, now);
  return kept.ok ? followed(t, { keeper, fed }, kept, now) : kept;
}

/** As `importKept`; a row that would change a field of another system is refused. */
export async function importHere<Row extends KeptRow>(
  t: Orders,
  keeper: ImportKeeper<Row>,
  wishes: readonly KeptWish<Row>[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  const fed = await fedOf(t, keeper);
  if (fed === undefined) return importKept(t, keeper, wishes, terms);
  const fit = wishes.flatMap((wish) => ('make' in wish ? [wish] : []));
  const externalIds = fit.map(({ externalId }) => externalId);
  const rows = new Map((await keeper.lockAll(t, externalIds)).map((row) => [row.externalId, row]));
  const changes = fit.flatMap(({ externalId, change }) => {
    const before = rows.get(externalId);
    return before === undefined ? [] : [{ before, change }];
  });
  const owned = await fed.ownedOf(changes);
  const allowed = wishes.map((wish): KeptWish<Row> => {
    const own = 'make' in wish ? owned.get(wish.externalId) : undefined;
    return own === undefined ? wish : { code: 'feed.field-owned', at: own.field, params: own };
  });
  const outcomes = await importKept(t, keeper, allowed, terms);
  if (!terms.isTrial) await fed.follow(externalIds, terms.now);
  return outcomes;
}

async function fedOf<Row extends KeptRow>(t: Orders, { feedKind }: Keeper<Row>): Promise<FedHere | undefined> {
  return feedKind === undefined ? undefined : fedHere(t, customerFeed, feedKind);
}

async function ownedOf<Row extends KeptRow>(fed: FedHere | undefined, before: Row | undefined, change: object) {
  if (fed === undefined || before === undefined) return undefined;
  const owned = (await fed.ownedOf([{ before, change }])).get(before.externalId ?? '');
  return owned === undefined ? undefined : refuse('feed.field-owned', { params: owned });
}

/** What other systems say of it may have changed it further. */
async function followed<Row extends KeptRow>(
  t: Orders,
  { keeper, fed }: { readonly keeper: Keeper<Row>; readonly fed: FedHere | undefined },
  kept: { readonly row: Row; readonly created: boolean },
  now: string,
) {
  const { externalId } = kept.row;
  if (fed === undefined || externalId === null) return accept(kept);
  await fed.follow([externalId], now);
  return accept({ row: (await keeper.lock(t, { externalId })) ?? kept.row, created: kept.created });
}
