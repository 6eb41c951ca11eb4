/** Groups of items as forms and lists need them. */
import { useQuery } from '@tanstack/react-query';

import { itemGroupRoutes } from '#contracts/http/inventory-groups.ts';

import { queryOf } from '../../api/queries.ts';
import type { Choice } from '../../api/setup.ts';

/** Groups on offer, and the one that is chosen already. */
export function useItemGroups(chosen = ''): readonly Choice[] {
  const { data } = useQuery(queryOf(itemGroupRoutes.list, {}));
  return (data?.items ?? [])
    .filter(({ groupId, active }) => active || groupId === chosen)
    .map(({ groupId, name }) => ({ value: groupId, label: name }));
}

/** Every group's name. */
export function useItemGroupNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(queryOf(itemGroupRoutes.list, {}));
  return new Map((data?.items ?? []).map(({ groupId, name }) => [groupId, name]));
}
