/** Adding and changing items and warehouses. Their names stay here; events carry their numbers. */
import { v7 as uuidv7 } from 'uuid';

import { inventoryEvents } from '#contracts/events/inventory.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import type { KeyedRequest } from '#db/idempotency.ts';
import { appendEvents, eventOf } from '#db/outbox.ts';
import {
  countedItems,
  insertWarehouses,
  itemIdsByNumber,
  lockInventoryLists,
  lockItem,
  lockItemsByExternalIds,
  nextItemNumbers,
  warehousesByNumber,
} from '#db/queries/inventory.ts';
import type { ItemRow, WarehouseRow } from '#db/queries/inventory.ts';
import { knownItemGroups } from '#db/queries/inventory-groups.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import type { BatchTerms, RowOutcome } from '../import-rows.ts';
import { changeListed, importListed, saveListed } from '../listed-rows.ts';
import type { ListedChange, ListKeeper, SavedWish } from '../listed-rows.ts';

/** What is said of an item; what is undefined stays, or is chosen for a new one. */
export interface NewItem {
  readonly number?: string | undefined;
  readonly externalId?: string | undefined;
  readonly name: string;
  readonly unit: string;
  /** Undefined keeps the group that it has; null takes it out. */
  readonly groupId?: string | null | undefined;
  readonly active?: boolean | undefined;
}

type ItemRefusal = 'inventory.number-taken' | 'inventory.unit-fixed' | 'inventory.group-unknown';

/** Of the items that are to be: who has their numbers, which of them are counted, and which of their groups there are. */
interface KnownOfItems {
  readonly owners: ReadonlyMap<string, string>;
  readonly counted: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/** An item's unit is fixed once quantities in it are kept. */
const keeper: ListKeeper<'inventory', ItemRow, ItemRefusal, KnownOfItems> = {
  table: { table: 'items', id: 'itemId' },
  lockList: lockInventoryLists,
  lockById: lockItem,
  lockByExternalIds: lockItemsByExternalIds,
  async know(t, rows) {
    const owners = await itemIdsByNumber(
      t,
      rows.map(({ number }) => number),
    );
    const counted = await countedItems(
      t,
      rows.map(({ itemId }) => itemId),
    );
    const groups = await knownItemGroups(
      t,
      rows.flatMap(({ groupId }) => groupId ?? []),
    );
    return { owners, counted, groups };
  },
  refusalOf({ itemId, number, unit, groupId }, before, { owners, counted, groups }) {
    if ((owners.get(number) ?? itemId) !== itemId) return 'inventory.number-taken';
    if (groupId !== null && !groups.has(groupId)) return 'inventory.group-unknown';
    return before !== undefined && unit !== before.unit && counted.has(itemId) ? 'inventory.unit-fixed' : undefined;
  },
  nextNumbers: nextItemNumbers,
  eventOf: ({ itemId, version, number, unit, groupId, active }, occurredAt) =>
    eventOf(version === 1 ? inventoryEvents.itemCreated : inventoryEvents.itemChanged, {
      ...{ aggregateId: itemId, version, occurredAt, customerId: null },
      data: { itemId, number, unit, groupId, active },
    }),
};

function savedWish(wish: NewItem): SavedWish<ItemRow> {
  const { externalId, name, unit, groupId = null, active = true } = wish;
  const make = (number: string) => ({
    ...{ itemId: uuidv7(), version: 1, number, externalId: externalId ?? null },
    ...{ name, unit, groupId, active },
  });
  return { externalId, number: wish.number, make, wish };
}

/** Adds an item, or changes the one with the same external id. */
export function saveItem(
  db: Db<'inventory'>,
  actor: Actor,
  { wish, keyed, now }: { readonly wish: NewItem; readonly keyed: KeyedRequest; readonly now: string },
): Promise<Decision<{ row: ItemRow; isNew: boolean }, ItemRefusal | 'idempotency.other-body'>> {
  return transaction(db, actor, (t) => idempotent(t, keyed, () => saveListed(t, keeper, { ...savedWish(wish), now })));
}

/** Adds or changes the items of a file's rows. */
export function importItems(
  t: Transaction<'inventory'>,
  rows: readonly NewItem[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  return importListed(t, keeper, rows.map(savedWish), terms);
}

/** Changes an item that nobody changed since version `ifMatch`. */
export function changeItem(db: Db<'inventory'>, actor: Actor, change: ListedChange<ItemRow>) {
  return transaction(db, actor, (t) => changeListed(t, keeper, change));
}

/** Adds a warehouse beside the default one. */
export function addWarehouse(
  db: Db<'inventory'>,
  actor: Actor,
  request: {
    readonly number: string;
    readonly name: string;
    readonly keyed: KeyedRequest;
    readonly now: string;
  },
): Promise<Decision<{ warehouse: WarehouseRow }, 'inventory.number-taken' | 'idempotency.other-body'>> {
  const { number, name, keyed, now } = request;
  return transaction(db, actor, (t) =>
    idempotent<{ warehouse: WarehouseRow }, 'inventory.number-taken'>(t, keyed, async () => {
      const [outcome] = await addWarehouses(t, [{ number, name }], { now, isTrial: false });
      if (outcome?.isNew !== true) return refuse('inventory.number-taken');
      return accept({ warehouse: outcome.warehouse });
    }),
  );
}

/** Adds the warehouses of a file's rows: the same number with the same name is there already, with another it is refused. */
export async function importWarehouses(
  t: Transaction<'inventory'>,
  rows: readonly NamedWarehouse[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  const added = await addWarehouses(t, rows, terms);
  return added.map(({ warehouse, isNew }, index) => {
    if (isNew) return 'created';
    return warehouse.name === rows[index]?.name ? 'unchanged' : { code: 'inventory.number-taken', at: 'number' };
  });
}

interface NamedWarehouse {
  readonly number: string;
  readonly name: string;
}

/** The warehouse of each number: a new one, or the one that has it. */
async function addWarehouses(
  t: Transaction<'inventory'>,
  rows: readonly NamedWarehouse[],
  { now, isTrial }: BatchTerms,
): Promise<readonly { readonly warehouse: WarehouseRow; readonly isNew: boolean }[]> {
  await lockInventoryLists(t);
  const there = await warehousesByNumber(
    t,
    rows.map(({ number }) => number),
  );
  const added = rows.map(({ number, name }) => {
    const known = there.get(number);
    if (known !== undefined) return { warehouse: known, isNew: false };
    return { warehouse: { warehouseId: uuidv7(), version: 1, number, name, isDefault: false }, isNew: true };
  });
  const made = added.filter(({ isNew }) => isNew).map(({ warehouse }) => warehouse);
  if (isTrial) return added;
  await insertWarehouses(t, made);
  await appendEvents(
    t,
    made.map(({ warehouseId, number }) =>
      eventOf(inventoryEvents.warehouseCreated, {
        ...{ aggregateId: warehouseId, version: 1, occurredAt: now, customerId: null },
        data: { warehouseId, number, isDefault: false },
      }),
    ),
  );
  return added;
}
