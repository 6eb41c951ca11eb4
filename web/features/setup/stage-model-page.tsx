/** A stage model: its stages as a picture and a table, its draft, its versions, and the moving of its orders. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';

import { stageDraftRoutes } from '#contracts/http/service-orders-stage-drafts.ts';
import { stageModelRoutes } from '#contracts/http/stage-models.ts';

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
  const session = useSession();
  const mayChange = mayCall(session, stageDraftRoutes.save);
  const latest = useQuery(queryOf(stageModelRoutes.read, { params: { id } }));
  const drafts = useQuery({ ...queryOf(stageDraftRoutes.list, {}), enabled: mayChange });
  const begin = useIntent(stageDraftRoutes.save);
  const model = latest.data;
  const draft = drafts.data?.items.find((each) => each.id === id);
  return (
    <Page title={model?.name ?? id} beside={<Link to="/set-up/stage-models">{text('stageModel.all')}</Link>}>
      <ProblemNote error={latest.error ?? drafts.error ?? begin.error} />
      {model === undefined && latest.isPending && <Waiting />}
      {draft !== undefined && <StageModelEditor key={draft.revision} draft={draft} />}
      {model !== undefined && draft === undefined && (
        <Panel
          title={text('stageModel.published', { version: model.version })}
          beside={
            mayChange &&
            drafts.isSuccess && (
              <Button
                loading={begin.isPending}
                onClick={() => {
                  const { name, stages } = model;
                  begin.mutate({ params: { id }, body: { name, stages, revision: 0 } });
                }}
              >
                {text('stageModel.change')}
              </Button>
            )
          }
        >
          <StageGraph name={model.name} stages={model.stages} faulty={none} />
          <StageTable name={model.name} stages={model.stages} />
        </Panel>
      )}
      <VersionsPanel id={id} mayMove={mayChange} />
    </Page>
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
