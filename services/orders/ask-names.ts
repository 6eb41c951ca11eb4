/** Asks the owners of items and technicians for their numbers and names, as they are now. */
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { itemRoutes } from '#contracts/http/inventory.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';

/** A thing as people call it. */
export interface Named {
  readonly number: string;
  readonly name: string;
}

/** Number and name of things by their ids, as the actor may see them; what there is not is left out. */
export type NamesOf = (actor: Actor, ids: readonly string[]) => Promise<ReadonlyMap<string, Named>>;

/** As many as one question may name. */
const limit = 200;

/** @throws ProblemError while inventory does not answer */
export function askItems(url: string, tokens: Tokens): NamesOf {
  return inBatches(async (actor, ids) => {
    const request = { query: { ids, limit } };
    const { body } = await callService({ url, contract: itemRoutes.list, tokens, actor, request });
    return body.items.map(({ itemId, ...item }) => [itemId, item]);
  });
}

/** @throws ProblemError while dispatch does not answer */
export function askTechnicians(url: string, tokens: Tokens): NamesOf {
  return inBatches(async (actor, ids) => {
    const request = { query: { ids, limit } };
    const { body } = await callService({ url, contract: technicianRoutes.list, tokens, actor, request });
    return body.items.map(({ technicianId, ...technician }) => [technicianId, technician]);
  });
}

function inBatches(ask: (actor: Actor, ids: string[]) => Promise<readonly (readonly [string, Named])[]>): NamesOf {
  return async (actor, ids) => {
    const found = new Map<string, Named>();
    for (let start = 0; start < ids.length; start += limit) {
      const batch = await ask(actor, ids.slice(start, start + limit));
      for (const [id, { number, name }] of batch) found.set(id, { number, name });
    }
    return found;
  };
}
