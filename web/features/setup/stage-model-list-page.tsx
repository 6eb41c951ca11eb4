/** Stage models to read: the stages of each version, where an order may move from there, and what it permits. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { stageDraftRoutes } from '#contracts/http/service-orders-stage-drafts.ts';
import { stageModelRoutes } from '#contracts/http/stage-models.ts';
import type { StageModel } from '#contracts/http/stage-models.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { Empty, Page, Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { NewStageModelDialog } from './new-stage-model-dialog.tsx';
import { StageTable } from './stage-table.tsx';

export function StageModelListPage() {
  const [isMaking, setMaking] = useState(false);
  const mayChange = mayCall(useSession(), stageDraftRoutes.save);
  const page = useQuery(queryOf(stageModelRoutes.list, { query: { limit: 200 } }));
  const drafts = useQuery({ ...queryOf(stageDraftRoutes.list, {}), enabled: mayChange });
  const unpublished = (drafts.data?.items ?? []).filter(({ basedOn }) => basedOn === 0);
  return (
    <Page
      title={text('stageModels.title')}
      beside={mayChange && <Button onClick={() => setMaking(true)}>{text('stageModel.new')}</Button>}
    >
      <Quiet>{text('stageModels.help')}</Quiet>
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data?.items.length === 0 && <Empty>{text('list.empty')}</Empty>}
      {page.data?.items.map((latest) => (
        <ModelPanel key={latest.id} latest={latest} />
      ))}
      {unpublished.length > 0 && (
        <Panel title={text('stageModel.drafts')}>
          {unpublished.map(({ id, name }) => (
            <p key={id}>
              <Link to="/set-up/stage-models/$stageModelId" params={{ stageModelId: id }}>
                {name}
              </Link>
            </p>
          ))}
        </Panel>
      )}
      {isMaking && <NewStageModelDialog onClose={() => setMaking(false)} />}
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
        <>
          <StageTable name={model.name} stages={model.stages} />
          <p>
            <Link to="/set-up/stage-models/$stageModelId" params={{ stageModelId: latest.id }}>
              {text('stageModel.open', { name: latest.name })}
            </Link>
          </p>
        </>
      )}
    </Panel>
  );
}
