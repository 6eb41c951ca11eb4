/** Service objects by their ids, fetched in one batch for a whole screen. */
import { useQuery } from '@tanstack/react-query';

import type { ServiceObject } from '#contracts/http/customer-schemas.ts';
import { objectRoutes } from '#contracts/http/objects.ts';

import { queryOf } from './queries.ts';

/** At most this many ids go into one address. */
const batch = 100;
const none: ReadonlyMap<string, ServiceObject> = new Map();

export function useObjects(ids: readonly (string | null)[]): ReadonlyMap<string, ServiceObject> {
  const wanted = ids.flatMap((id) => (id === null || id === '' ? [] : [id]));
  const asked = [...new Set(wanted)].toSorted().slice(0, batch);
  const { data } = useQuery({
    ...queryOf(objectRoutes.list, { query: { ids: asked, limit: batch } }),
    enabled: asked.length > 0,
  });
  return data === undefined ? none : new Map(data.items.map((one) => [one.objectId, one]));
}

/** What people know an object by: `O-10001 Lift`. */
export function objectName({ number, name }: Pick<ServiceObject, 'number' | 'name'>): string {
  return `${number} ${name}`;
}
