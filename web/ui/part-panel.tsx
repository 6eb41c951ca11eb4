/** What belongs to a thing, as a table that grows by pages. */
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';

import type { PageQuery } from '#contracts/http/schemas.ts';

import { Panel, Quiet, Waiting } from './page.tsx';
import { ProblemNote } from './problem-note.tsx';
import { Table } from './table.tsx';
import type { Column } from './table.tsx';
import { text } from './texts.ts';

interface PartPage<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

interface PartPanelProps<Row> {
  readonly title: string;
  readonly beside?: ReactNode;
  /** Area, route and request, by which hints find it. */
  readonly queryKey: QueryKey;
  readonly fetchPage: (query: PageQuery, signal: AbortSignal) => Promise<PartPage<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** How many come at once; 50 when absent. */
  readonly atOnce?: number;
  /** Stands there while there is none. */
  readonly none: string;
  /** Dialogs. */
  readonly children?: ReactNode;
}

const aPage = 50;

export function PartPanel<Row>(props: PartPanelProps<Row>) {
  const { title, beside, queryKey, fetchPage, columns, keyOf, atOnce = aPage, none, children } = props;
  const firstPage: PageQuery = { limit: atOnce };
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: firstPage,
    getNextPageParam: ({ nextCursor }): PageQuery | null =>
      nextCursor === null ? null : { limit: atOnce, cursor: nextCursor },
  });
  const rows = (data?.pages ?? []).flatMap((page) => page.items);
  return (
    <Panel title={title} beside={beside}>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {isPending && <Waiting />}
      {data !== undefined && rows.length === 0 && <Quiet>{none}</Quiet>}
      {rows.length > 0 && <Table plain caption={title} columns={columns} rows={rows} keyOf={keyOf} />}
      {hasNextPage && (
        <Group justify="flex-end">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text('parts.more')}
          </Button>
        </Group>
      )}
      {children}
    </Panel>
  );
}
