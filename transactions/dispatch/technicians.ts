/** Adding and changing technicians here, by people and files, beside what other systems feed of them. */
import { v7 as uuidv7 } from 'uuid';

import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import type { KeyedRequest } from '#db/idempotency.ts';
import { lockTechnicians, lockTechniciansByExternalIds } from '#db/queries/dispatch.ts';
import type { TechnicianRow } from '#db/queries/dispatch.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { fedHere } from '../feed-here.ts';
import type { ChangeHere, FedHere } from '../feed-here.ts';
import type { BatchTerms, RowOutcome } from '../import-rows.ts';
import { changeListed, importListed, saveListed } from '../listed-rows.ts';
import type { ListedChange, SavedWish } from '../listed-rows.ts';
import { technicianFeed } from './feed.ts';
import { technicianKeeper as keeper, usualLanguage } from './technician-keeper.ts';
import type { WishRefusal } from './technician-keeper.ts';

type Dispatch = Transaction<'dispatch'>;
type HereRefusal = WishRefusal | 'feed.field-owned';

/** What is said of a technician; what is undefined stays, or is chosen for a new one. */
export interface NewTechnician {
  readonly number?: string | undefined;
  readonly externalId?: string | undefined;
  readonly name: string;
  readonly timeZone: string;
  readonly team?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly language?: string | undefined;
  readonly active?: boolean | undefined;
}

function savedWish(wish: NewTechnician): SavedWish<TechnicianRow> {
  const { externalId, name, timeZone, team = null, active = true } = wish;
  const { email = null, language = usualLanguage } = wish;
  const make = (number: string) => ({
    ...{ technicianId: uuidv7(), version: 1, number, externalId: externalId ?? null },
    ...{ name, timeZone, team, email, language, active },
  });
  return { externalId, number: wish.number, make, wish };
}

/** Adds a technician, or changes the one with the same external id. */
export function saveTechnician(
  db: Db<'dispatch'>,
  actor: Actor,
  { wish, keyed, now }: { readonly wish: NewTechnician; readonly keyed: KeyedRequest; readonly now: string },
): Promise<Decision<{ row: TechnicianRow; isNew: boolean }, HereRefusal | 'idempotency.other-body'>> {
  return transaction(db, actor, (t) =>
    idempotent(t, keyed, async (): Promise<Decision<{ row: TechnicianRow; isNew: boolean }, HereRefusal>> => {
      const fed = await fedHere(t, technicianFeed, 'technician');
      const [owned] = await ownedOf(t, fed, [wish]);
      if (owned !== undefined) return refuse('feed.field-owned', { params: owned[1] });
      const saved = await saveListed(t, keeper, { ...savedWish(wish), now });
      return saved.ok ? accept({ row: await followed(t, fed, saved.row, now), isNew: saved.isNew }) : saved;
    }),
  );
}

/** Adds or changes the technicians of a file's rows. */
export async function importTechnicians(
  t: Dispatch,
  rows: readonly NewTechnician[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  const fed = await fedHere(t, technicianFeed, 'technician');
  const owned = await ownedOf(t, fed, rows);
  const allowed = rows.filter(({ externalId }) => !owned.has(externalId ?? ''));
  const outcomes = [...(await importListed(t, keeper, allowed.map(savedWish), terms))];
  if (!terms.isTrial) await fed?.follow(idsOf(allowed), terms.now);
  return rows.flatMap(({ externalId }): readonly RowOutcome[] => {
    const own = owned.get(externalId ?? '');
    const outcome =
      own === undefined ? outcomes.shift() : ({ code: 'feed.field-owned', at: own.field, params: own } as const);
    return outcome === undefined ? [] : [outcome];
  });
}

/** Changes a technician that nobody changed since version `ifMatch`. */
export function changeTechnician(db: Db<'dispatch'>, actor: Actor, change: ListedChange<TechnicianRow>) {
  return transaction(db, actor, async (t) => {
    const fed = await fedHere(t, technicianFeed, 'technician');
    const before = fed && (await lockTechnicians(t, [change.id]))[0];
    if (fed !== undefined && before?.version === change.ifMatch) {
      const [owned] = await fed.ownedOf([{ before, change: change.wish }]);
      if (owned !== undefined) return refuse('feed.field-owned', { params: owned[1] });
    }
    const changed = await changeListed(t, keeper, change);
    return changed.ok ? accept({ row: await followed(t, fed, changed.row, change.now) }) : changed;
  });
}

/** By external id the first field that would change and is another system's. */
async function ownedOf(t: Dispatch, fed: FedHere | undefined, wishes: readonly NewTechnician[]) {
  if (fed === undefined) return new Map<string, { readonly field: string; readonly source: string }>();
  const rows = new Map((await lockTechniciansByExternalIds(t, idsOf(wishes))).map((row) => [row.externalId, row]));
  const changes = wishes.flatMap((change): readonly ChangeHere[] => {
    const before = rows.get(change.externalId ?? '');
    return before === undefined ? [] : [{ before, change }];
  });
  return fed.ownedOf(changes);
}

function idsOf(wishes: readonly NewTechnician[]): readonly string[] {
  return wishes.flatMap(({ externalId }) => externalId ?? []);
}

/** What other systems say of the technician may have changed the row further. */
async function followed(t: Dispatch, fed: FedHere | undefined, row: TechnicianRow, now: string) {
  if (fed === undefined || row.externalId === null) return row;
  await fed.follow([row.externalId], now);
  return (await lockTechnicians(t, [row.technicianId]))[0] ?? row;
}
