/** What becomes of each order of a run: how far it is, stopping it and going on, its end, and the way back. */
import { useEffect } from 'react';
import { Button, Group, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { bulkRoutes, type BulkOrder, type BulkRun } from '#contracts/http/service-orders-bulk.ts';
import { byteOrderMark, csvRow } from '#domain/shared/csv.ts';

import { queryOf, refresh, useIntent } from '../../api/queries.ts';
import { NoticeDialog } from '../../ui/dialog.tsx';
import { Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { forgetRun } from './bulk-memory.ts';
import { wayBackOf, type WayBack } from './bulk-plan.ts';

interface BulkFatesDialogProps {
  readonly bulkId: string;
  readonly onClose: () => void;
  readonly onTakeBack: (way: WayBack) => void;
}

const lookAgainMs = 700;
const shown = 200;

/** The run goes on while the dialog is closed; the page then offers it until its end was seen. */
export function BulkFatesDialog({ bulkId, onClose, onTakeBack }: BulkFatesDialogProps) {
  const client = useQueryClient();
  const params = { bulkId };
  const run = useQuery({
    ...queryOf(bulkRoutes.read, { params }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || goesOn(state.data) ? lookAgainMs : false),
  });
  const isGoing = run.data !== undefined && goesOn(run.data);
  const orders = useQuery({
    ...queryOf(bulkRoutes.orders, { params, query: { limit: shown } }),
    staleTime: 0,
    refetchInterval: isGoing ? lookAgainMs : false,
  });
  const state = run.data?.state;
  useEffect(() => {
    if (state === 'done') void refresh(client, 'service-orders');
  }, [client, state]);
  const close = () => {
    if (run.data !== undefined && isSettled(run.data)) forgetRun();
    onClose();
  };
  const title = run.data === undefined ? text('bulk.title') : textOf('bulk.run', run.data.action);
  return (
    <NoticeDialog title={title} isWide onClose={close}>
      <ProblemNote error={run.error ?? orders.error} />
      {(run.isPending || orders.isPending) && <Waiting />}
      {run.data !== undefined && orders.data !== undefined && (
        <Fates run={run.data} orders={orders.data.items} onTakeBack={onTakeBack} />
      )}
    </NoticeDialog>
  );
}

function goesOn({ state, sent }: BulkRun): boolean {
  return state === 'running' || sent > 0;
}

/** Every fate is known; the run itself ends a moment later. */
function isSettled({ state, done, refused, total }: BulkRun): boolean {
  return state === 'done' || done + refused === total;
}

interface FatesProps {
  readonly run: BulkRun;
  readonly orders: readonly BulkOrder[];
  readonly onTakeBack: (way: WayBack) => void;
}

function Fates({ run, orders, onTakeBack }: FatesProps) {
  const { state, done, refused, total } = run;
  const way = state === 'done' ? wayBackOf(run, orders) : null;
  return (
    <>
      {state !== 'done' && (
        <Progress value={(100 * (done + refused)) / Math.max(1, total)} aria-label={text('bulk.progress')} />
      )}
      <p role="status">{summaryOf(run)}</p>
      <Table plain caption={text('bulk.fates')} columns={columns()} rows={orders} keyOf={({ orderId }) => orderId} />
      <Group gap="sm">
        <Turn run={run} />
        {way !== null && (
          <Button variant="default" onClick={() => onTakeBack(way)}>
            {text('bulk.takeBack')}
          </Button>
        )}
        <Button variant="default" component="a" href={fileOf(orders)} download={text('bulk.file')}>
          {text('csv.save')}
        </Button>
      </Group>
    </>
  );
}

/** Stops a run, or lets it go on. */
function Turn({ run: { bulkId, state } }: { run: BulkRun }) {
  const stop = useIntent(bulkRoutes.stop);
  const resume = useIntent(bulkRoutes.resume);
  if (state === 'done') return null;
  const turn = state === 'running' ? stop : resume;
  return (
    <>
      <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate({ params: { bulkId } })}>
        {text(state === 'running' ? 'bulk.stop' : 'bulk.resume')}
      </Button>
      <ProblemNote error={turn.error} />
    </>
  );
}

const counted = ['done', 'refused', 'sent', 'waiting'] as const;

function summaryOf(run: BulkRun): string {
  const parts = counted.filter((fate) => run[fate] > 0).map((fate) => `${textOf('bulk.fate', fate)}: ${run[fate]}`);
  return parts.join(' · ');
}

function columns(): readonly Column<BulkOrder>[] {
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
    { id: 'why', label: text('bulk.why'), cell: whyOf },
  ];
}

function whyOf({ fate, refusal }: BulkOrder): string {
  if (refusal === null || fate === 'done') return '';
  return fate === 'refused' ? refusal.message : text('bulk.again', { message: refusal.message });
}

function fileOf(orders: readonly BulkOrder[]): string {
  const head = [text('orders.column.number'), text('bulk.fateOf'), text('bulk.why')];
  const rows = orders.map((order) => [order.number, textOf('bulk.fate', order.fate), whyOf(order)]);
  const file = byteOrderMark + [head, ...rows].map(csvRow).join('');
  return `data:text/csv;charset=utf-8,${encodeURIComponent(file)}`;
}
