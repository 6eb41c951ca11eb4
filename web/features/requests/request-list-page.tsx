/** The queue of customers' requests: those that wait are accepted as orders, or turned down with a reason. */
import { useState } from 'react';
import { Button, Group, NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { inquiryReportRoutes } from '#contracts/http/reporting-inquiries.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { ListedServiceRequest } from '#contracts/http/requests.ts';
import { requestStatuses } from '#domain/requests/request.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { usePriorityNames } from '../../api/setup.ts';
import { Badge } from '../../ui/badge.tsx';
import { shortDateTime } from '../../ui/format.ts';
import { useNow } from '../../ui/now.ts';
import { Empty, Page, Waiting } from '../../ui/page.tsx';
import { PhotoStrip } from '../../ui/photo-strip.tsx';
import { Pages } from '../../ui/pages.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SlaBadge } from '../../ui/sla-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { AcceptDialog } from './accept-dialog.tsx';
import { NewRequestDialog } from './new-request-dialog.tsx';
import { CorrectDialog } from './correct-dialog.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { RequestOutcome } from './request-outcome.tsx';
import type { OpenDialog } from './request-outcome.tsx';
import { RequestListSearch } from './request-list-search.ts';
import styles from './requests.module.css';

export function RequestListPage() {
  const { new: isCreating, ...search } = useSearch({ from: '/inside/requests' });
  const navigate = useNavigate({ from: '/requests' });
  const session = useSession();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const isQueue = search.status === undefined || search.status === 'submitted';
  const sort = isQueue ? ('due' as const) : ('newest' as const);
  const query = { status: 'submitted' as const, ...search, sort, limit: 50 };
  const page = useQuery({ ...queryOf(serviceRequestRoutes.list, { query }), placeholderData: keepPreviousData });
  const next = page.data?.nextCursor ?? undefined;
  const mayCreate = mayCall(session, serviceRequestRoutes.submit);
  const creating = (isOpen: boolean) =>
    void navigate({ search: { ...search, new: isOpen ? true : undefined }, replace: true });
  return (
    <Page
      title={text('requests.title')}
      beside={
        <Group gap="sm">
          {mayCall(session, inquiryReportRoutes.requests) && <Link to="/reports/inquiries">{text('report.open')}</Link>}
          {mayCreate && <Button onClick={() => creating(true)}>{text('requests.new')}</Button>}
        </Group>
      }
    >
      <Group>
        <NativeSelect
          label={text('requests.status')}
          data={requestStatuses.map((status) => ({ value: status, label: textOf('request', status) }))}
          value={query.status}
          onChange={(event) => {
            const { status } = RequestListSearch.parse({ status: event.currentTarget.value });
            void navigate({ search: status === 'submitted' ? {} : { status } });
          }}
        />
      </Group>
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data !== undefined && <Requests rows={page.data.items} isQueue={isQueue} onOpen={setDialog} />}
      <Pages
        isFirst={search.cursor === undefined}
        next={next}
        onPage={(to) => void navigate({ search: { ...search, cursor: to } })}
      />
      {mayCreate && isCreating === true && <NewRequestDialog onClose={() => creating(false)} />}
      {dialog !== null && <Decision {...dialog} onClose={() => setDialog(null)} />}
    </Page>
  );
}

function Decision({ kind, request, onClose }: OpenDialog & { onClose: () => void }) {
  if (kind === 'correct') return <CorrectDialog request={request} onClose={onClose} />;
  if (kind === 'reject') return <RejectDialog request={request} onClose={onClose} />;
  return <AcceptDialog request={request} isFurther={kind === 'further'} onClose={onClose} />;
}

interface RequestsProps {
  readonly rows: readonly ListedServiceRequest[];
  readonly isQueue: boolean;
  readonly onOpen: (dialog: OpenDialog) => void;
}

function Requests({ rows, isQueue, onOpen }: RequestsProps) {
  const nowMs = useNow();
  const priorities = usePriorityNames();
  if (rows.length === 0) return <Empty>{text(isQueue ? 'requests.empty' : 'requests.emptyOther')}</Empty>;
  const columns: readonly Column<ListedServiceRequest>[] = [
    {
      id: 'number',
      label: text('requests.column.number'),
      isTitle: true,
      cell: (row) => <strong>{row.number}</strong>,
    },
    {
      id: 'customer',
      label: text('requests.column.customer'),
      cell: (row) => `${row.customerName} (${row.customerNumber})`,
    },
    {
      id: 'subject',
      label: text('requests.column.subject'),
      cell: (row) => (
        <span className={styles['subject']}>
          {row.subject}
          {row.description !== null && <span className={styles['quiet']}>{row.description}</span>}
          {row.duplicates > 0 && (
            <span>
              <Badge tone="warn">{text('requests.duplicates', { count: row.duplicates })}</Badge>
            </span>
          )}
          <PhotoStrip
            photoIds={row.photoIds}
            nameOf={(place) => text('requests.photo', { number: row.number, place })}
          />
        </span>
      ),
    },
    {
      id: 'submitted',
      label: text('requests.column.submitted'),
      cell: (row) => (
        <span className={styles['subject']}>
          <time dateTime={row.submittedAt}>{shortDateTime(row.submittedAt)}</time>
          <span className={styles['quiet']}>{textOf('requests.channel', row.channel)}</span>
          {row.preferredAt !== null && (
            <span className={styles['quiet']}>
              {text('requests.preferred', { when: shortDateTime(row.preferredAt) })}
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'priority',
      label: text('newOrder.priority'),
      cell: (row) => (row.priority === null ? text('none') : (priorities.get(row.priority) ?? row.priority)),
    },
    {
      id: 'response',
      label: text('requests.column.response'),
      cell: (row) => <SlaBadge sla={row.response} nowMs={nowMs} />,
    },
    {
      id: 'outcome',
      label: text('requests.column.outcome'),
      cell: (row) => <RequestOutcome request={row} onOpen={onOpen} />,
    },
  ];
  return <Table caption={text('requests.title')} columns={columns} rows={rows} keyOf={(row) => row.requestId} />;
}
