/** Adding and changing items and warehouses. Their names stay here; events carry their numbers. */
import { v7 as uuidv7 } from 'uuid';

import { inventoryEvents } from '#contracts/events/inventory.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import type { KeyedRequest } from '#db/idempotency.ts';
import { appendEvent } from '#db/outbox.ts';
import {
  insertItem,
  insertWarehouse,
  isItemCounted,
  isItemNumberTaken,
  isWarehouseNumberTaken,
  lockInventoryLists,
  lockItem,
  lockItemByExternalId,
  nextItemNumber,
  updateItem,
} from '#db/queries/inventory.ts';
import type { ItemRow, WarehouseRow } from '#db/queries/inventory.ts';
import { transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { changeListed, saveListed } from '../listed-rows.ts';
import type { ListedChange, ListKeeper } from '../listed-rows.ts';

/** What is said of an item; what is undefined stays, or is chosen for a new one. */
export interface NewItem {
  readonly number?: string | undefined;
  readonly externalId?: string | undefined;
  readonly name: string;
  readonly unit: string;
  readonly active?: boolean | undefined;
}

type ItemRefusal = 'inventory.number-taken' | 'inventory.unit-fixed';

/** An item's unit is fixed once quantities in it are kept. */
const keeper: ListKeeper<'inventory', ItemRow, ItemRefusal> = {
  lockList: lockInventoryLists,
  lockById: lockItem,
  lockByExternalId: lockItemByExternalId,
  async refusalOf(t, { itemId, number, unit }, before) {
    if (await isItemNumberTaken(t, number, itemId)) return 'inventory.number-taken';
    if (before === undefined || unit === before.unit) return undefined;
    return (await isItemCounted(t, itemId)) ? 'inventory.unit-fixed' : undefined;
  },
  insert: insertItem,
  update: updateItem,
  async tell(t, { itemId, version, number, unit, active }, occurredAt) {
    await appendEvent(t, version === 1 ? inventoryEvents.itemCreated : inventoryEvents.itemChanged, {
      ...{ aggregateId: itemId, version, occurredAt, customerId: null },
      data: { itemId, number, unit, active },
    });
  },
};

/** Adds an item, or changes the one with the same external id. */
export function saveItem(
  db: Db<'inventory'>,
  actor: Actor,
  { wish, keyed, now }: { readonly wish: NewItem; readonly keyed: KeyedRequest; readonly now: string },
): Promise<Decision<{ row: ItemRow; isNew: boolean }, ItemRefusal | 'idempotency.other-body'>> {
  const { number, externalId, name, unit, active = true } = wish;
  return transaction(db, actor, (t) => {
    const make = async () => ({
      itemId: uuidv7(),
      version: 1,
      number: number ?? (await nextItemNumber(t)),
      externalId: externalId ?? null,
      ...{ name, unit, active },
    });
    return idempotent(t, keyed, () => saveListed(t, keeper, { externalId, make, wish, now }));
  });
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
      await lockInventoryLists(t);
      if (await isWarehouseNumberTaken(t, number)) return refuse('inventory.number-taken');
      const warehouse = { warehouseId: uuidv7(), version: 1, number, name, isDefault: false };
      await insertWarehouse(t, warehouse);
      await appendEvent(t, inventoryEvents.warehouseCreated, {
        aggregateId: warehouse.warehouseId,
        version: 1,
        occurredAt: now,
        customerId: null,
        data: { warehouseId: warehouse.warehouseId, number, isDefault: false },
      });
      return accept({ warehouse });
    }),
  );
}
