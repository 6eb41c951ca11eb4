/** Moving the open orders of a stage model to its newest version: the look ahead, how far it is, and what became of each order. */
import { useEffect, useState } from 'react';
import { Button, Progress } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import {
  stageMigrationRoutes,
  type MigrationPreview,
  type StageMigration,
} from '#contracts/http/service-orders-stage-migrations.ts';

import { noMapping } from '#domain/service-orders/stage-mapping.ts';

import { queryOf, refresh, useIntent } from '../../api/queries.ts';
import { useStageModel } from '../../api/setup.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import styles from './stage-model.module.css';
import { StageOutlookTable } from './stage-outlook-table.tsx';

interface StageMigrationPanelProps {
  readonly id: string;
  readonly version: number;
  /** Somebody wants to know who can move. */
  readonly isLooking: boolean;
  readonly onStarted: () => void;
}

const lookAgainMs = 1_000;

export function StageMigrationPanel({ id, version, isLooking, onStarted }: StageMigrationPanelProps) {
  const client = useQueryClient();
  const latest = useQuery({
    ...queryOf(stageMigrationRoutes.list, { query: { stageModelId: id } }),
    refetchInterval: ({ state }) => (state.data?.items[0]?.state === 'running' ? lookAgainMs : false),
  });
  const migration = latest.data?.items.find((each) => each.version === version);
  const state = migration?.state;
  useEffect(() => {
    if (state === 'done') void refresh(client, 'service-orders', [id]);
  }, [client, id, state]);
  if (!isLooking && migration === undefined) return null;
  return (
    <Panel title={text('stageModel.look', { version })}>
      <ProblemNote error={latest.error} />
      {migration !== undefined && !isLooking && <HowFar migration={migration} />}
      {isLooking && <LookAhead id={id} version={version} onStarted={onStarted} />}
    </Panel>
  );
}

function LookAhead({ id, version, onStarted }: Omit<StageMigrationPanelProps, 'isLooking'>) {
  const params = { id, version };
  const [mapping, setMapping] = useState(noMapping);
  const model = useStageModel(id, version);
  const written = Object.entries(mapping).map(([gone, target]) => `${gone}:${target}`);
  const asked = written.length === 0 ? {} : { mapping: written.join(',') };
  const preview = useQuery({
    ...queryOf(stageMigrationRoutes.preview, { params, query: { limit: 200, ...asked } }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const start = useIntent(stageMigrationRoutes.start);
  if (preview.data === undefined) return preview.isPending ? <Waiting /> : <ProblemNote error={preview.error} />;
  const { movable, total } = preview.data;
  if (total === 0) return <Quiet>{text('stageModel.nothingToMove', { version })}</Quiet>;
  return (
    <>
      <Outlook preview={preview.data} />
      <StageOutlookTable
        rows={preview.data.stages}
        stages={model?.stages ?? []}
        mapping={mapping}
        onChange={setMapping}
      />
      {total > movable && <OrderTable caption={text('stageModel.blockedOrders')} rows={preview.data.items} />}
      <ProblemNote error={start.error ?? preview.error} />
      {movable > 0 && (
        <div>
          <Button
            loading={start.isPending || preview.isPlaceholderData}
            onClick={() => start.mutate({ params, body: { mapping } }, { onSuccess: onStarted })}
          >
            {text('stageModel.moveOrders', { movable })}
          </Button>
        </div>
      )}
    </>
  );
}

/** `61 of 64 can move; 3 can’t:` and why. */
function Outlook({ preview: { total, movable, reasons } }: { preview: MigrationPreview }) {
  const blocked = total - movable;
  if (blocked === 0) return <p>{text('stageModel.canMove', { movable, total })}</p>;
  return (
    <>
      <p>{text('stageModel.canMoveBut', { movable, total, blocked })}</p>
      <ul className={styles['list']}>
        {reasons.map(({ message, orders }) => (
          <li key={message}>{text('stageModel.reasonOf', { orders, reason: message })}</li>
        ))}
      </ul>
    </>
  );
}

interface BlockedRow {
  readonly orderId: string;
  readonly number: string;
  readonly refusal: { readonly message: string } | null;
}

function OrderTable({ caption, rows }: { caption: string; rows: readonly BlockedRow[] }) {
  return (
    <Table
      caption={caption}
      columns={[
        {
          ...{ id: 'number', label: text('orders.number'), isTitle: true },
          cell: ({ orderId, number }) => (
            <Link to="/orders/$orderId" params={{ orderId }}>
              {number}
            </Link>
          ),
        },
        { id: 'why', label: text('stageModel.why'), cell: ({ refusal }) => refusal?.message ?? null },
      ]}
      rows={rows}
      keyOf={({ orderId }) => orderId}
      plain
    />
  );
}

function HowFar({ migration: { migrationId, state, total, moved, refused } }: { migration: StageMigration }) {
  const kept = useQuery({
    ...queryOf(stageMigrationRoutes.orders, { params: { migrationId }, query: { fate: 'refused', limit: 200 } }),
    enabled: state === 'done' && refused > 0,
  });
  const done = moved + refused;
  if (state === 'running')
    return (
      <div role="status">
        <p>{text('stageModel.progress', { done, total, moved })}</p>
        <Progress value={total === 0 ? 100 : (done * 100) / total} aria-label={text('stageModel.progressName')} />
      </div>
    );
  return (
    <>
      <p>{text('stageModel.done', { moved, refused })}</p>
      {kept.data !== undefined && <OrderTable caption={text('stageModel.keptOrders')} rows={kept.data.items} />}
    </>
  );
}
