/** Stage models to read: the stages of each version, where an order may move from there, and what it permits. */
import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { stageModelRoutes } from '#contracts/http/stage-models.ts';
import type { StageModel } from '#contracts/http/stage-models.ts';
import { PREVIOUS } from '#domain/service-orders/stage-model.ts';

import { queryOf } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { Empty, Page, Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';

type Stage = StageModel['stages'][number];

export function StageModelListPage() {
  const page = useQuery(queryOf(stageModelRoutes.list, { query: { limit: 200 } }));
  return (
    <Page title={text('stageModels.title')}>
      <Quiet>{text('stageModels.help')}</Quiet>
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data?.items.length === 0 && <Empty>{text('list.empty')}</Empty>}
      {page.data?.items.map((latest) => (
        <ModelPanel key={latest.id} latest={latest} />
      ))}
    </Page>
  );
}

function ModelPanel({ latest }: { latest: StageModel }) {
  const [version, setVersion] = useState(latest.version);
  const params = { id: latest.id, version };
  const read = useQuery({ ...queryOf(stageModelRoutes.readVersion, { params }), placeholderData: keepPreviousData });
  const model = read.data;
  const versions = Array.from({ length: latest.version }, (_, index) => String(latest.version - index));
  return (
    <Panel
      title={latest.name}
      beside={
        <ChoiceSelect
          aria-label={text('stageModels.versionOf', { name: latest.name })}
          required
          choices={versions.map((value) => ({ value, label: text('stageModels.version', { version: value }) }))}
          value={String(version)}
          onChange={(chosen) => setVersion(Number(chosen))}
        />
      }
    >
      <ProblemNote error={read.error} />
      {model !== undefined && (
        <Table caption={model.name} columns={columnsOf(model)} rows={model.stages} keyOf={({ id }) => id} plain />
      )}
    </Panel>
  );
}

function columnsOf({ stages }: StageModel): readonly Column<Stage>[] {
  const names = new Map(stages.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => (id === PREVIOUS ? text('stageModels.previous') : (names.get(id) ?? id));
  return [
    { id: 'name', label: text('stageModels.stage'), isTitle: true, cell: (stage) => <strong>{stage.name}</strong> },
    { id: 'place', label: text('stageModels.place'), cell: placeOf },
    {
      id: 'moves',
      label: text('stageModels.moves'),
      cell: ({ to }) =>
        to
          .map((move) =>
            move.reason ? text('stageModels.withReason', { stage: nameOf(move.stage) }) : nameOf(move.stage),
          )
          .join(', ') || null,
    },
    {
      id: 'permits',
      label: text('stageModels.permits'),
      cell: ({ permits }) =>
        permits === PREVIOUS
          ? text('stageModels.previousPermits')
          : permits.map((permission) => textOf('stageModels.permit', permission)).join(', ') || null,
    },
  ];
}

function placeOf({ initial, end }: Stage): string | null {
  if (initial) return text('stageModels.initial');
  return end === 'none' ? null : textOf('stageModels.end', end);
}
