/** Keeping the groups of items. Their names stay here; events carry their ids. */
import { inventoryEvents, itemGroupAggregateId } from '#contracts/events/inventory.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { appendEvent } from '#db/outbox.ts';
import { findItemGroup, lockItemGroup, saveItemGroup } from '#db/queries/inventory-groups.ts';
import type { ItemGroupRow } from '#db/queries/inventory-groups.ts';
import { transaction } from '#db/transaction.ts';
import { differs } from '#domain/shared/numbered.ts';

/** Enters or changes a group; the same again is no event. */
export function keepItemGroup(
  db: Db<'inventory'>,
  actor: Actor,
  { now, ...content }: Omit<ItemGroupRow, 'version'> & { readonly now: string },
): Promise<{ readonly row: ItemGroupRow; readonly created: boolean }> {
  const { groupId, active } = content;
  return transaction(db, actor, async (t) => {
    await lockItemGroup(t, groupId);
    const before = await findItemGroup(t, groupId);
    const row: ItemGroupRow = { ...content, version: (before?.version ?? 0) + 1 };
    if (before !== undefined && !differs(before, { ...row, version: before.version })) {
      return { row: before, created: false };
    }
    await saveItemGroup(t, row);
    await appendEvent(t, inventoryEvents.itemGroup, {
      ...{ aggregateId: itemGroupAggregateId(groupId), version: row.version, customerId: null, occurredAt: now },
      data: { groupId, active },
    });
    return { row, created: before === undefined };
  });
}
