/** Asks the owner of items for their numbers and names, as they are now. */
import { itemRoutes } from '#contracts/http/inventory.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import type { ItemWords } from '#domain/service-orders/quotes.ts';

/** Number and name of items by their ids, as the actor may see them; what there is not is left out. */
export type ItemsOf = (actor: Actor, itemIds: readonly string[]) => Promise<ReadonlyMap<string, ItemWords>>;

/** As many as one question may name. */
const batch = 200;

/** @throws ProblemError while inventory does not answer */
export function askItems(url: string, tokens: Tokens): ItemsOf {
  return async (actor, itemIds) => {
    const found = new Map<string, ItemWords>();
    for (let start = 0; start < itemIds.length; start += batch) {
      const query = { ids: itemIds.slice(start, start + batch), limit: batch };
      const { body } = await callService({ url, contract: itemRoutes.list, tokens, actor, request: { query } });
      for (const { itemId, number, name } of body.items) found.set(itemId, { number, name });
    }
    return found;
  };
}
