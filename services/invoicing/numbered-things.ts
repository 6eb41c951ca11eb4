/** Asks the owners of items and technicians for the ids of those that a file names by number. */
import type { PriceInFile } from '#contracts/http/invoicing-import.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { itemRoutes } from '#contracts/http/inventory.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import type { NumberedThings } from '#transactions/invoicing/import-prices.ts';

/** The ids of what some rows name; what is not there, or not the actor's to see, is left out. */
export type ThingsSource = (actor: Actor, rows: readonly PriceInFile[]) => Promise<NumberedThings>;

/** Items from inventory, technicians from dispatch, both as the actor who sends the file. */
export function askForThings(options: {
  readonly urls: { readonly inventory: string; readonly dispatch: string };
  readonly tokens: Tokens;
}): ThingsSource {
  const { urls, tokens } = options;
  return async (actor, rows) => {
    const itemNumbers = distinct(rows.map(({ itemNumber }) => itemNumber));
    const technicianNumbers = distinct(rows.map(({ technicianNumber }) => technicianNumber));
    const asked = { tokens, actor };
    const [items, technicians] = await Promise.all([
      itemNumbers.length === 0
        ? []
        : callService({
            ...{ ...asked, url: urls.inventory, contract: itemRoutes.list },
            request: { query: { numbers: itemNumbers } },
          }).then(({ body }) => body.items),
      technicianNumbers.length === 0
        ? []
        : callService({
            ...{ ...asked, url: urls.dispatch, contract: technicianRoutes.list },
            request: { query: { numbers: technicianNumbers } },
          }).then(({ body }) => body.items),
    ]);
    return {
      items: new Map(items.map(({ number, itemId }) => [number, itemId])),
      technicians: new Map(technicians.map(({ number, technicianId }) => [number, technicianId])),
    };
  };
}

function distinct(numbers: readonly (string | undefined)[]): string[] {
  return [...new Set(numbers.filter((number) => number !== undefined))];
}
