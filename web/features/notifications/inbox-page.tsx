/** What the signed-in user was told, the newest first, to be acknowledged. */
import { useState } from 'react';
import { Button, Group, NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { notificationRoutes } from '#contracts/http/notifications.ts';
import type { InboxEntry } from '#contracts/http/notifications.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { shortDateTime } from '../../ui/format.ts';
import { Empty, Page, Waiting } from '../../ui/page.tsx';
import { choiceColumn } from '../../ui/choice-column.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { useSelection } from '../../ui/use-selection.ts';
import { AcknowledgeMany } from './acknowledge-many.tsx';
import { InboxSearch } from './inbox-search.ts';
import styles from './notifications.module.css';
import { PreferencesDialog } from './preferences-dialog.tsx';

const rowsAPage = 50;
const shown = ['open', 'all'] as const;

export function InboxPage() {
  const search = useSearch({ from: '/inside/inbox' });
  const navigate = useNavigate({ from: '/inbox' });
  const session = useSession();
  const [isChoosing, setChoosing] = useState(false);
  const { cursor } = search;
  const query = {
    limit: rowsAPage,
    ...(search.show === 'all' ? {} : { acknowledged: false }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  return (
    <Page
      title={text('inbox.title')}
      beside={
        <Group gap="sm">
          {mayCall(session, notificationRoutes.list) && <Link to="/messages">{text('messages.link')}</Link>}
          <Button variant="default" onClick={() => setChoosing(true)}>
            {text('inbox.preferences')}
          </Button>
        </Group>
      }
    >
      <Group>
        <NativeSelect
          label={text('inbox.show')}
          data={shown.map((value) => ({ value, label: text(`inbox.show.${value}`) }))}
          value={search.show ?? 'open'}
          onChange={(event) => void navigate({ search: InboxSearch.parse({ show: event.currentTarget.value }) })}
        />
      </Group>
      <Entries
        query={query}
        isAll={search.show === 'all'}
        onNext={(next) => void navigate({ search: { ...search, cursor: next } })}
      />
      {isChoosing && <PreferencesDialog onClose={() => setChoosing(false)} />}
    </Page>
  );
}

interface EntriesProps {
  readonly query: { readonly limit: number; readonly acknowledged?: boolean; readonly cursor?: string };
  readonly isAll: boolean;
  readonly onNext: (cursor: string) => void;
}

function Entries({ query, isAll, onNext }: EntriesProps) {
  const page = useQuery({ ...queryOf(notificationRoutes.inbox, { query }), placeholderData: keepPreviousData });
  const next = page.data?.nextCursor ?? undefined;
  return (
    <>
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data?.items.length === 0 && <Empty>{text(isAll ? 'inbox.emptyAll' : 'inbox.empty')}</Empty>}
      {page.data !== undefined && page.data.items.length > 0 && <ChoosableEntries {...page.data} />}
      {next !== undefined && (
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onNext(next)}>
            {text('list.next')}
          </Button>
        </Group>
      )}
    </>
  );
}

interface ChoosableEntriesProps {
  readonly items: readonly InboxEntry[];
  /** How many of all are new. */
  readonly open: number;
}

/** The lines, of which the new ones can be chosen. */
function ChoosableEntries({ items, open }: ChoosableEntriesProps) {
  const keys = items
    .filter(({ acknowledgedAt }) => acknowledgedAt === null)
    .map(({ notificationId }) => notificationId);
  const selection = useSelection(keys);
  const choice = choiceColumn<InboxEntry>(selection, {
    keys,
    keyOf: ({ notificationId, acknowledgedAt }) => (acknowledgedAt === null ? notificationId : null),
    nameOf: ({ subject }) => text('inbox.chooseThis', { subject }),
    allName: text('inbox.chooseAll'),
  });
  return (
    <>
      {keys.length > 0 && <AcknowledgeMany selection={selection} open={open} latest={items[0]?.createdAt} />}
      <Table
        caption={text('inbox.title')}
        columns={keys.length > 0 ? [choice, ...columns] : columns}
        rows={items}
        keyOf={({ notificationId }) => notificationId}
      />
    </>
  );
}

const columns: readonly Column<InboxEntry>[] = [
  {
    id: 'what',
    label: text('inbox.what'),
    isTitle: true,
    cell: ({ subject, text: words }) => (
      <span className={styles['message']}>
        <strong>{subject}</strong>
        <span className={styles['quiet']}>{words}</span>
      </span>
    ),
  },
  {
    id: 'when',
    label: text('inbox.when'),
    cell: ({ createdAt }) => <time dateTime={createdAt}>{shortDateTime(createdAt)}</time>,
  },
  { id: 'about', label: text('inbox.about'), cell: (entry) => <About entry={entry} /> },
  { id: 'action', label: text('inbox.action'), cell: (entry) => <Acknowledge entry={entry} /> },
];

function About({ entry: { orderId, requestId } }: { entry: InboxEntry }) {
  if (orderId !== null) {
    return (
      <Link to="/orders/$orderId" params={{ orderId }}>
        {text('inbox.toOrder')}
      </Link>
    );
  }
  return requestId === null ? null : <Link to="/requests">{text('inbox.toRequests')}</Link>;
}

function Acknowledge({ entry: { notificationId, subject, acknowledgedAt } }: { entry: InboxEntry }) {
  const acknowledge = useIntent(notificationRoutes.acknowledge);
  if (acknowledgedAt !== null) return text('inbox.acknowledged', { when: shortDateTime(acknowledgedAt) });
  return (
    <span className={styles['state']}>
      <Button
        size="compact-sm"
        variant="default"
        loading={acknowledge.isPending}
        aria-label={text('inbox.acknowledgeThis', { subject })}
        onClick={() => acknowledge.mutate({ params: { notificationId }, body: {} })}
      >
        {text('inbox.acknowledge')}
      </Button>
      <ProblemNote error={acknowledge.error} />
    </span>
  );
}
