/** What inventory says of items, as far as agreements cover by it: their groups. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { inventoryEvents } from '#contracts/events/inventory.ts';
import { saveGroupOfItem } from '#db/queries/agreements.ts';
import type { Transaction } from '#db/transaction.ts';

/** Takes over the group of an item that was added or changed. */
export async function applyItemEvent(t: Transaction<'orders'>, event: EventEnvelope): Promise<void> {
  const { itemId, groupId = null } = inventoryEvents.itemChanged.data.parse(event.data);
  await saveGroupOfItem(t, itemId, groupId);
}
