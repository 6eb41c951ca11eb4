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
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
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
      {page.data !== undefined && page.data.items.length > 0 && (
        <Table
          caption={text('inbox.title')}
          columns={columns}
          rows={page.data.items}
          keyOf={({ notificationId }) => notificationId}
        />
      )}
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
