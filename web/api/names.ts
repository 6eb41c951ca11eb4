/** Names for ids and principals, fetched in one batch for a whole screen. */
import { useQuery } from '@tanstack/react-query';

import { customerRoutes } from '#contracts/http/customers.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { identityRoutes } from '#contracts/http/identity.ts';
import { itemRoutes } from '#contracts/http/inventory.ts';
import { objectRoutes } from '#contracts/http/objects.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { Principal } from '#contracts/roles.ts';

import { feedNames, isFeed } from './feed-names.ts';
import { queryOf } from './queries.ts';

export type Names = ReadonlyMap<string, string>;

/** At most this many ids go into one address. */
const batch = 100;
const none: Names = new Map();
const lastingMs = 5 * 60_000;

function wanted(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))].toSorted().slice(0, batch);
}

/** Names of customers. */
export function useCustomerNames(ids: readonly (string | null)[]): Names {
  const asked = wanted(ids);
  const { data } = useQuery({
    ...queryOf(customerRoutes.list, { query: { ids: asked, limit: batch } }),
    enabled: asked.length > 0,
    staleTime: lastingMs,
  });
  return data === undefined ? none : new Map(data.items.map((one) => [one.customerId, one.name]));
}

/** Names of technicians. */
export function useTechnicianNames(ids: readonly (string | null)[]): Names {
  const asked = wanted(ids);
  const { data } = useQuery({
    ...queryOf(technicianRoutes.list, { query: { ids: asked, limit: batch } }),
    enabled: asked.length > 0,
    staleTime: lastingMs,
  });
  return data === undefined ? none : new Map(data.items.map((one) => [one.technicianId, one.name]));
}

/** Items as `P-100 Door roller`, and their units. */
export function useItemNames(ids: readonly (string | null)[]): { readonly names: Names; readonly units: Names } {
  const asked = wanted(ids);
  const { data } = useQuery({
    ...queryOf(itemRoutes.list, { query: { ids: asked, limit: batch } }),
    enabled: asked.length > 0,
    staleTime: lastingMs,
  });
  if (data === undefined) return { names: none, units: none };
  return {
    names: new Map(data.items.map((item) => [item.itemId, `${item.number} ${item.name}`])),
    units: new Map(data.items.map((item) => [item.itemId, item.unit])),
  };
}

/** Names of service objects. */
export function useObjectNames(ids: readonly (string | null)[]): Names {
  const asked = wanted(ids);
  const { data } = useQuery({
    ...queryOf(objectRoutes.list, { query: { ids: asked, limit: batch } }),
    enabled: asked.length > 0,
    staleTime: lastingMs,
  });
  return data === undefined ? none : new Map(data.items.map((one) => [one.objectId, `${one.number} ${one.name}`]));
}

/** Names of those who acted; a principal without one is left out. */
export function useActorNames(principals: readonly Principal[]): Names {
  const asked = wanted(principals.filter((principal) => /^(user|token):/.test(principal)));
  const { data } = useQuery({
    ...queryOf(identityRoutes.listActors, { query: { ids: asked } }),
    enabled: asked.length > 0,
    staleTime: lastingMs,
  });
  const feeds = useFeedNames(principals);
  if (data === undefined) return feeds;
  return new Map([...feeds, ...data.items.map((one) => [one.principal, one.displayName] as const)]);
}

/** Names of users by their ids. */
export function useUserNames(userIds: readonly (string | null)[]): Names {
  const names = useActorNames(userIds.flatMap((userId) => (userId === null ? [] : [`user:${userId}`])));
  return new Map([...names].map(([principal, name]) => [principal.replace(/^user:/, ''), name]));
}

/** Names of the systems that feed, as far as they are among those who acted. */
function useFeedNames(principals: readonly Principal[]): Names {
  const { data } = useQuery({
    ...queryOf(setupRoutes.listFeedSources, { query: { limit: 200 } }),
    enabled: principals.some(isFeed),
    staleTime: lastingMs,
  });
  return feedNames(principals, new Map((data?.items ?? []).map(({ id, name }) => [id, name])));
}
