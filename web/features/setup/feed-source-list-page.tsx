/** Systems that feed records in: what is theirs, when each was heard last, and what has to be settled. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Switch, Text } from '@mantine/core';
import * as z from 'zod';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { dispatchFeedRoutes } from '#contracts/http/dispatch-feed.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { FeedSourceData } from '#contracts/http/setup-schemas.ts';
import { feedFields } from '#domain/shared/feed.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { dateTime } from '../../ui/format.ts';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { NameAndIdFields, WordsField, nameAndIdColumns } from './entry-parts.tsx';
import { DiscardedLetters } from './discarded-letters.tsx';
import { FeedLetters } from './feed-letters.tsx';
import { FeedRecords } from './feed-records.tsx';
import { setUpKind } from './set-up-kind.ts';
import type { Entry, FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

type SourceDraft = FeedSourceData & { readonly id: string };

interface SourceRow extends Entry, FeedSourceData {
  readonly records: number;
  readonly open: number;
  readonly lastReceivedAt: string | null;
}

function SourceFields({ form, isNew }: FieldsProps<SourceDraft>) {
  const { owns } = form.draft;
  const words = { prefix: 'feeds.field', isOptional: true } as const;
  return (
    <>
      <NameAndIdFields name={form.field('name')} id={form.field('id')} isNew={isNew} />
      <Text size="sm">{text('feeds.ownsHelp')}</Text>
      <WordsField
        {...words}
        label={text('feeds.owns.customer')}
        words={feedFields.customer}
        value={owns.customer}
        onChange={(customer) => form.set({ owns: { ...owns, customer: [...customer] } })}
        error={form.errorOf('owns/customer')}
      />
      <WordsField
        {...words}
        label={text('feeds.owns.site')}
        words={feedFields.site}
        value={owns.site}
        onChange={(site) => form.set({ owns: { ...owns, site: [...site] } })}
        error={form.errorOf('owns/site')}
      />
      <WordsField
        {...words}
        label={text('feeds.owns.contact')}
        words={feedFields.contact}
        value={owns.contact}
        onChange={(contact) => form.set({ owns: { ...owns, contact: [...contact] } })}
        error={form.errorOf('owns/contact')}
      />
      <WordsField
        {...words}
        label={text('feeds.owns.technician')}
        words={feedFields.technician}
        value={owns.technician}
        onChange={(technician) => form.set({ owns: { ...owns, technician: [...technician] } })}
        error={form.errorOf('owns/technician')}
      />
      <Switch
        label={text('feeds.active')}
        description={text('feeds.activeHelp')}
        checked={form.draft.active}
        onChange={(event) => form.set({ active: event.currentTarget.checked })}
      />
    </>
  );
}

const { listFeedSources: list, putFeedSource: put } = setupRoutes;

const columns: readonly Column<SourceRow>[] = [
  ...nameAndIdColumns<SourceRow>(),
  { id: 'records', label: text('feeds.records'), isNumber: true, cell: ({ records }) => records },
  { id: 'open', label: text('feeds.open'), isNumber: true, cell: ({ open }) => open },
  {
    id: 'lastReceived',
    label: text('feeds.lastReceived'),
    cell: ({ lastReceivedAt: at }) => (at === null ? text('feeds.never') : <time dateTime={at}>{dateTime(at)}</time>),
  },
  { id: 'active', label: text('feeds.active'), cell: ({ active }) => text(active ? 'yes' : 'no') },
];

const feedSources = setUpKind({
  of: 'feed-source',
  title: text('feeds.title'),
  make: text('feeds.new'),
  route: put,
  filters: { search: true, inactive: true, inactiveLabel: text('feeds.inactive') },
  useRows: useSources,
  columns,
  nameOf: ({ name }: SourceRow) => name,
  draftOf: (row): SourceDraft => ({
    id: row?.id ?? '',
    name: row?.name ?? '',
    owns: row?.owns ?? { customer: [], site: [], contact: [], technician: [] },
    active: row?.active ?? true,
  }),
  schema: z.object({ ...put.params.shape, ...put.body.shape }),
  put: ({ id, ...body }, headers) => call(put, { params: { id }, headers, body }),
  isWide: true,
  Fields: SourceFields,
});

/** The sources, each with how it stands in both services that take records. */
function useSources(query: Parameters<typeof queryOf<typeof list>>[1]['query']) {
  const page = useQuery({ ...queryOf(list, query === undefined ? {} : { query }), placeholderData: keepPreviousData });
  const customers = useQuery(queryOf(customersFeedRoutes.standing, {})).data?.items ?? [];
  const technicians = useQuery(queryOf(dispatchFeedRoutes.standing, {})).data?.items ?? [];
  const items = page.data?.items.map((entry): SourceRow => {
    const standing = [...customers, ...technicians].filter(({ source }) => source === entry.id);
    const last = standing.map(({ lastReceivedAt }) => lastReceivedAt).toSorted();
    return {
      ...entry,
      records: standing.reduce((sum, { records }) => sum + records, 0),
      open: standing.reduce((sum, { open }) => sum + open, 0),
      lastReceivedAt: last.at(-1) ?? null,
    };
  });
  const { error, isPending, refetch } = page;
  const data = items && { items, nextCursor: page.data?.nextCursor ?? null };
  return { data, error, isPending, refetch };
}

export function FeedSourceListPage() {
  const session = useSession();
  const mayRepair = mayCall(session, customersFeedRoutes.letters);
  return (
    <SetUpListPage kind={feedSources}>
      <FeedRecords />
      {mayRepair && <FeedLetters />}
      {mayRepair && <DiscardedLetters />}
    </SetUpListPage>
  );
}
