/** What became of each order of a run: while it goes on, at its end, and after a page that was closed in its midst. */
import { Button, Group, Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { byteOrderMark, csvRow } from '#domain/shared/csv.ts';

import { dateTime } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import type { BulkLine, BulkRecord } from './bulk-run.ts';

interface BulkFatesProps {
  readonly record: BulkRecord;
  readonly isOver: boolean;
  /** Absent where nothing runs any more. */
  readonly onStop?: () => void;
}

export function BulkFates({ record, isOver, onStop }: BulkFatesProps) {
  const { lines } = record;
  const settled = lines.filter(({ fate }) => fate !== 'waits' && fate !== 'sent').length;
  return (
    <>
      {!isOver && <Progress value={(100 * settled) / Math.max(1, lines.length)} aria-label={text('bulk.progress')} />}
      <p role="status">{summaryOf(lines)}</p>
      <Table plain caption={text('bulk.fates')} columns={columns()} rows={lines} keyOf={({ orderId }) => orderId} />
      <Group gap="sm">
        {!isOver && onStop !== undefined && (
          <Button variant="default" onClick={onStop}>
            {text('bulk.stop')}
          </Button>
        )}
        <Button variant="default" component="a" href={fileOf(record)} download={text('bulk.file')}>
          {text('csv.save')}
        </Button>
      </Group>
    </>
  );
}

/** A run whose page was closed: what was begun is known, the rest was not touched. */
export function BulkLeftOver({ record, onForget }: { record: BulkRecord; onForget: () => void }) {
  return (
    <Panel
      title={text('bulk.leftOver', { what: record.what, when: dateTime(record.begunAt) })}
      beside={
        <Button size="compact-sm" variant="default" onClick={onForget}>
          {text('bulk.forget')}
        </Button>
      }
    >
      <BulkFates record={record} isOver />
    </Panel>
  );
}

function summaryOf(lines: readonly BulkLine[]): string {
  const counts = Map.groupBy(lines, ({ fate }) => fate);
  return [...counts].map(([fate, those]) => `${textOf('bulk.fate', fate)}: ${those.length}`).join(' · ');
}

function columns(): readonly Column<BulkLine>[] {
  return [
    {
      id: 'number',
      label: text('orders.column.number'),
      isTitle: true,
      cell: ({ orderId, number }) => (
        <Link to="/orders/$orderId" params={{ orderId }}>
          {number}
        </Link>
      ),
    },
    { id: 'fate', label: text('bulk.fateOf'), cell: ({ fate }) => textOf('bulk.fate', fate) },
    { id: 'why', label: text('bulk.why'), cell: ({ why }) => why },
  ];
}

function fileOf({ lines }: BulkRecord): string {
  const head = [text('orders.column.number'), text('bulk.fateOf'), text('bulk.why')];
  const rows = lines.map(({ number, fate, why }) => [number, textOf('bulk.fate', fate), why ?? '']);
  const file = byteOrderMark + [head, ...rows].map(csvRow).join('');
  return `data:text/csv;charset=utf-8,${encodeURIComponent(file)}`;
}
