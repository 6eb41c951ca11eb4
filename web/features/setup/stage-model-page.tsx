/** A stage model: its stages as a picture and a table, its draft, its versions, and the moving of its orders. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';

import { stageDraftRoutes } from '#contracts/http/service-orders-stage-drafts.ts';
import { stageModelRoutes, type StageModel } from '#contracts/http/stage-models.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { dateTime } from '../../ui/format.ts';
import { Page, Panel, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { StageGraph } from './stage-graph.tsx';
import { StageMigrationPanel } from './stage-migration-panel.tsx';
import { StageModelEditor } from './stage-model-editor.tsx';
import { StageTable } from './stage-table.tsx';

const none: ReadonlySet<string> = new Set();

export function StageModelPage() {
  const { stageModelId: id } = useParams({ from: '/inside/set-up/stage-models/$stageModelId' });
  const mayChange = mayCall(useSession(), stageDraftRoutes.save);
  const { draft, model, hasVersion, isPending, error } = usePresent(id, mayChange);
  const name = model?.name ?? draft?.name ?? id;
  return (
    <Page title={name} beside={<Link to="/set-up/stage-models">{text('stageModel.all')}</Link>}>
      <ProblemNote error={error} />
      {isPending && <Waiting />}
      {draft !== undefined && <StageModelEditor key={draft.revision} draft={draft} />}
      {draft === undefined && model !== undefined && <PublishedPanel model={model} mayChange={mayChange} />}
      {hasVersion && <VersionsPanel id={id} mayMove={mayChange} />}
    </Page>
  );
}

/** The newest version of a model and its draft; a model that is only begun has no version to read. */
function usePresent(id: string, mayChange: boolean) {
  const drafts = useQuery({ ...queryOf(stageDraftRoutes.list, {}), enabled: mayChange });
  const draft = drafts.data?.items.find((each) => each.id === id);
  const hasVersion = !mayChange || (drafts.isSuccess && draft?.basedOn !== 0);
  const latest = useQuery({ ...queryOf(stageModelRoutes.read, { params: { id } }), enabled: hasVersion });
  const isPending = draft === undefined && latest.isPending;
  return { draft, model: latest.data, hasVersion, isPending, error: latest.error ?? drafts.error };
}

function PublishedPanel({ model, mayChange }: { model: StageModel; mayChange: boolean }) {
  const { id, version, name, stages } = model;
  const begin = useIntent(stageDraftRoutes.save);
  return (
    <Panel
      title={text('stageModel.published', { version })}
      beside={
        mayChange && (
          <Button
            loading={begin.isPending}
            onClick={() => begin.mutate({ params: { id }, body: { name, stages, revision: 0 } })}
          >
            {text('stageModel.change')}
          </Button>
        )
      }
    >
      <ProblemNote error={begin.error} />
      <StageGraph name={name} stages={stages} faulty={none} />
      <StageTable name={name} stages={stages} />
    </Panel>
  );
}

/** Every version with the open orders in it; those of older ones can be moved to the newest. */
function VersionsPanel({ id, mayMove }: { id: string; mayMove: boolean }) {
  const [isMoving, setMoving] = useState(false);
  const versions = useQuery(queryOf(stageDraftRoutes.versions, { params: { id } }));
  const rows = versions.data?.items ?? [];
  const newest = rows[0]?.version ?? 0;
  const open = rows.filter(({ version }) => version < newest).reduce((sum, { openOrders }) => sum + openOrders, 0);
  return (
    <>
      <Panel
        title={text('stageModel.versions')}
        beside={
          mayMove &&
          open > 0 &&
          !isMoving && (
            <Button variant="default" onClick={() => setMoving(true)}>
              {text('stageModel.look', { version: newest })}
            </Button>
          )
        }
      >
        <ProblemNote error={versions.error} />
        <Table
          caption={text('stageModel.versions')}
          columns={[
            {
              ...{ id: 'version', label: text('stageModel.versionNumber'), isTitle: true },
              cell: ({ version, name }) => `${version} · ${name}`,
            },
            {
              ...{ id: 'published', label: text('stageModel.publishedAt') },
              cell: ({ publishedAt }) => dateTime(publishedAt),
            },
            {
              ...{ id: 'orders', label: text('stageModel.openOrders'), isNumber: true },
              cell: ({ openOrders }) => openOrders,
            },
          ]}
          rows={rows}
          keyOf={({ version }) => String(version)}
          plain
        />
      </Panel>
      {mayMove && newest > 1 && (
        <StageMigrationPanel id={id} version={newest} isLooking={isMoving} onStarted={() => setMoving(false)} />
      )}
    </>
  );
}
