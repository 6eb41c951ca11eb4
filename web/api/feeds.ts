/** What other systems feed: how each source stands, what is open, and which fields of a thing are a source's own. */
import { useQuery } from '@tanstack/react-query';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { dispatchFeedRoutes } from '#contracts/http/dispatch-feed.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { ownersOf } from '#domain/shared/feed.ts';
import type { FeedKind } from '#domain/shared/feed.ts';

import { text } from '../ui/texts.ts';
import { queryOf } from './queries.ts';

/** What is the same in each service that takes feeds. */
export const feedDoors = [customersFeedRoutes, dispatchFeedRoutes] as const;
export type FeedDoors = (typeof feedDoors)[number];

const sourcesQuery = queryOf(setupRoutes.listFeedSources, { query: { limit: 200 } });

/** The names of the sources by their ids. */
export function useSourceNames(): ReadonlyMap<string, string> {
  const { data } = useQuery(sourcesQuery);
  return new Map((data?.items ?? []).map(({ id, name }) => [id, name]));
}

/** What an input gets whose field another system owns. */
export interface OwnedField {
  readonly disabled?: true;
  readonly description?: string;
}

/** By field of a thing: read-only, with the system that it comes from; nothing where the field is kept here. */
export function useOwnedFields(kind: FeedKind, externalId: string | null | undefined): (field: string) => OwnedField {
  const sources = useQuery(sourcesQuery).data?.items ?? [];
  const doors = kind === 'technician' ? dispatchFeedRoutes : customersFeedRoutes;
  const isAsked = sources.length > 0 && typeof externalId === 'string';
  const query = { kind, ...(typeof externalId === 'string' ? { externalId } : {}) };
  const records = useQuery({ ...queryOf(doors.records, { query }), enabled: isAsked }).data?.items ?? [];
  const owners = ownersOf(sources, kind);
  const feeding = new Set(records.map(({ source }) => source));
  return (field) => {
    const owner = owners.get(field);
    if (!isAsked || owner === undefined || !feeding.has(owner)) return {};
    const source = sources.find(({ id }) => id === owner)?.name ?? owner;
    return { disabled: true, description: text('feeds.ownedBy', { source }) };
  };
}
