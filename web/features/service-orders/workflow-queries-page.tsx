/** What operators look for in the Temporal UI, ready-made: in words, as a query to copy, and as a link to what fits. */
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';

import { workflowQueryRoutes, type WorkflowQuery } from '#contracts/http/service-orders-workflow-queries.ts';

import { queryOf } from '../../api/queries.ts';
import { Page, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './workflow-queries-page.module.css';

/** Workflows change without telling the console of it. */
const everyMs = 15_000;
const copiedMs = 4_000;

const columns: readonly Column<WorkflowQuery>[] = [
  {
    id: 'name',
    label: text('workflowQueries.name'),
    isTitle: true,
    cell: ({ id }) => (
      <>
        <strong>{textOf('workflowQuery', id)}</strong>
        <Quiet>{textOf('workflowQuery.about', id)}</Quiet>
      </>
    ),
  },
  {
    id: 'count',
    label: text('workflowQueries.count'),
    isNumber: true,
    cell: ({ count }) => count ?? text('none'),
  },
  {
    id: 'query',
    label: text('workflowQueries.query'),
    cell: (row) => <Query of={row} />,
  },
  {
    id: 'open',
    label: text('workflowQueries.open'),
    cell: ({ id, temporal }) => (
      <a
        href={temporal}
        target="_blank"
        rel="noreferrer"
        aria-label={text('workflowQueries.openThis', { name: textOf('workflowQuery', id) })}
      >
        {text('workflowQueries.openDo')}
      </a>
    ),
  },
];

export function WorkflowQueriesPage() {
  const found = useQuery({ ...queryOf(workflowQueryRoutes.list, {}), refetchInterval: everyMs });
  return (
    <Page title={text('workflowQueries.title')}>
      <Quiet>{text('workflowQueries.help')}</Quiet>
      <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && <Waiting />}
      {found.data !== undefined && (
        <Table
          caption={text('workflowQueries.title')}
          columns={columns}
          rows={found.data.items}
          keyOf={({ id }) => id}
        />
      )}
    </Page>
  );
}

function Query({ of: { id, query } }: { of: WorkflowQuery }) {
  const { copy, copied, error } = useClipboard({ timeout: copiedMs });
  return (
    <div className={styles['query']}>
      <code>{query}</code>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={text('workflowQueries.copyThis', { name: textOf('workflowQuery', id) })}
        onClick={() => copy(query)}
      >
        {text('workflowQueries.copy')}
      </Button>
      <span role="status">{error === null ? copied && text('copied') : text('workflowQueries.copyFailed')}</span>
    </div>
  );
}
