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
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';

type Tx = Transaction<'inventory'>;

/** What can be said of an item; what is undefined stays, or is chosen for a new one. */
export interface ItemWish {
  readonly number?: string | undefined;
  readonly name?: string | undefined;
  readonly unit?: string | undefined;
  readonly active?: boolean | undefined;
}

export interface NewItem extends ItemWish {
  readonly externalId?: string | undefined;
  readonly name: string;
  readonly unit: string;
}

type ItemRefusal = 'inventory.number-taken' | 'inventory.unit-fixed';

/** Adds an item, or changes the one with the same external id. */
export function saveItem(
  db: Db<'inventory'>,
  actor: Actor,
  request: { readonly wish: NewItem; readonly keyed: KeyedRequest; readonly now: string },
): Promise<Decision<{ item: ItemRow; isNew: boolean }, ItemRefusal | 'idempotency.other-body'>> {
  const { wish, now } = request;
  return transaction(db, actor, (t) =>
    idempotent<{ item: ItemRow; isNew: boolean }, ItemRefusal>(t, request.keyed, async () => {
      await lockInventoryLists(t);
      const known = wish.externalId === undefined ? undefined : await lockItemByExternalId(t, wish.externalId);
      if (known !== undefined) {
        const changed = await change(t, known, wish, now);
        return changed.ok ? accept({ item: changed.item, isNew: false }) : changed;
      }
      const itemId = uuidv7();
      if (wish.number !== undefined && (await isItemNumberTaken(t, wish.number, itemId))) {
        return refuse('inventory.number-taken');
      }
      const item = {
        itemId,
        version: 1,
        number: wish.number ?? (await nextItemNumber(t)),
        externalId: wish.externalId ?? null,
        name: wish.name,
        unit: wish.unit,
        active: wish.active ?? true,
      };
      await insertItem(t, item, now);
      await tellItem(t, item, now);
      return accept({ item, isNew: true });
    }),
  );
}

/** Changes an item that nobody changed since version `ifMatch`. Its unit is fixed once quantities in it are kept. */
export function changeItem(
  db: Db<'inventory'>,
  actor: Actor,
  request: { readonly itemId: string; readonly wish: ItemWish; readonly ifMatch: number; readonly now: string },
): Promise<Decision<{ item: ItemRow }, ItemRefusal | 'resource.unknown' | 'request.version-stale'>> {
  const { itemId, wish, ifMatch, now } = request;
  return transaction(db, actor, async (t) => {
    await lockInventoryLists(t);
    const known = await lockItem(t, itemId);
    if (known === undefined) return refuse('resource.unknown');
    if (known.version !== ifMatch) {
      return refuse('request.version-stale', { params: { sent: ifMatch, current: known.version } });
    }
    return change(t, known, wish, now);
  });
}

async function change(
  t: Tx,
  known: ItemRow,
  wish: ItemWish,
  now: string,
): Promise<Decision<{ item: ItemRow }, ItemRefusal>> {
  const item = {
    ...known,
    number: wish.number ?? known.number,
    name: wish.name ?? known.name,
    unit: wish.unit ?? known.unit,
    active: wish.active ?? known.active,
    version: known.version + 1,
  };
  const isSame =
    item.number === known.number &&
    item.name === known.name &&
    item.unit === known.unit &&
    item.active === known.active;
  if (isSame) return accept({ item: known });
  if (await isItemNumberTaken(t, item.number, item.itemId)) return refuse('inventory.number-taken');
  if (item.unit !== known.unit && (await isItemCounted(t, item.itemId))) return refuse('inventory.unit-fixed');
  await updateItem(t, item);
  await tellItem(t, item, now);
  return accept({ item });
}

async function tellItem(t: Tx, { itemId, version, number, unit, active }: ItemRow, now: string): Promise<void> {
  await appendEvent(t, version === 1 ? inventoryEvents.itemCreated : inventoryEvents.itemChanged, {
    aggregateId: itemId,
    version,
    occurredAt: now,
    customerId: null,
    data: { itemId, number, unit, active },
  });
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
