/** A draft of a stage model: each change is kept at once, what is wrong stands beside it, and it is published from here. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { stageDraftRoutes, type StageModelDraft } from '#contracts/http/service-orders-stage-drafts.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { StageModel } from '#contracts/http/stage-models.ts';
import { checkStageModel, type StageModelFault } from '#domain/service-orders/stage-model-check.ts';
import { PREVIOUS, type Stage } from '#domain/service-orders/stage-model.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { StageDialog } from './stage-dialog.tsx';
import { withoutStage, withStage } from './stage-draft.ts';
import { StageGraph } from './stage-graph.tsx';
import styles from './stage-model.module.css';
import { StageTable } from './stage-table.tsx';

export function StageModelEditor({ draft }: { draft: StageModelDraft }) {
  const { id, name, stages, revision, basedOn } = draft;
  const [edited, setEdited] = useState<Stage | 'new' | null>(null);
  const save = useIntent(stageDraftRoutes.save);
  const publish = useIntent(stageDraftRoutes.publish);
  const discard = useIntent(stageDraftRoutes.discard);
  const faults = useFaults(draft);
  const params = { id };
  const keep = (changed: readonly Stage[]) => {
    const { stages: sent } = StageModel.parse({ id, version: 1, name, stages: changed });
    save.mutate({ params, body: { name, stages: sent, revision } });
  };
  const next = basedOn + 1;
  return (
    <Panel title={text('stageModel.draft', { version: next })}>
      <Quiet>{text('stageModel.draftHelp')}</Quiet>
      <ProblemNote error={publish.error ?? discard.error ?? (edited === null ? save.error : null)} />
      <div className={styles['buttons']}>
        <Button onClick={() => publish.mutate({ params, body: { revision } })} loading={publish.isPending}>
          {text('stageModel.publish', { version: next })}
        </Button>
        <Button variant="default" onClick={() => setEdited('new')}>
          {text('stageModel.addStage')}
        </Button>
        <Button variant="default" onClick={() => discard.mutate({ params })} loading={discard.isPending}>
          {text('stageModel.discard')}
        </Button>
      </div>
      <Faults faults={faults} stages={stages} />
      <Quiet>{text('stageModel.pictureHelp')}</Quiet>
      <StageGraph name={name} stages={stages} faulty={new Set(faults.flatMap(({ stage }) => stage ?? []))} />
      <StageTable
        name={name}
        stages={stages}
        buttons={(stage) => (
          <StageButtons stage={stage} onChange={setEdited} onRemove={() => keep(withoutStage(stages, stage.id))} />
        )}
      />
      {edited !== null && (
        <StageDialog
          stage={edited === 'new' ? null : edited}
          stages={stages}
          isBusy={save.isPending}
          error={save.error}
          onClose={() => setEdited(null)}
          onKeep={(changed) => keep(withStage(stages, changed, edited === 'new' ? null : edited))}
        />
      )}
    </Panel>
  );
}

interface StageButtonsProps {
  readonly stage: Stage;
  readonly onChange: (stage: Stage) => void;
  readonly onRemove: () => void;
}

function StageButtons({ stage, onChange, onRemove }: StageButtonsProps) {
  const { name } = stage;
  return (
    <div className={styles['buttons']}>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={text('stageModel.changeStage', { name })}
        onClick={() => onChange(stage)}
      >
        {text('list.change')}
      </Button>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={text('stageModel.removeStage', { name })}
        onClick={onRemove}
      >
        {text('form.remove')}
      </Button>
    </div>
  );
}

/** What publishing would find, asked of the same rule. */
function useFaults({ id, name, stages }: StageModelDraft): readonly StageModelFault[] {
  const reasons = useQuery(queryOf(setupRoutes.listReasonCodes, { query: { limit: 200 } }));
  const known = reasons.data && new Set(reasons.data.items.flatMap((reason) => (reason.active ? [reason.id] : [])));
  return checkStageModel({ id, version: 1, name, stages }, known ?? null);
}

function Faults({ faults, stages }: { faults: readonly StageModelFault[]; stages: readonly Stage[] }) {
  if (faults.length === 0) return <Quiet>{text('stageModel.fit')}</Quiet>;
  return (
    <section aria-label={text('stageModel.faults')}>
      <h3>{text('stageModel.faults')}</h3>
      <ul className={styles['list']}>
        {faults.map((fault) => (
          <li key={`${fault.code} ${fault.stage ?? ''} ${fault.to ?? ''}`}>{wordsOf(fault, stages)}</li>
        ))}
      </ul>
    </section>
  );
}

function wordsOf({ code, stage, to }: StageModelFault, stages: readonly Stage[]): string {
  const fault = textOf('stageModel.fault', code.replace('stage-model.', ''));
  const nameOf = (id: string) =>
    id === PREVIOUS ? text('stageModels.previous') : (stages.find((each) => each.id === id)?.name ?? id);
  if (stage === null) return fault;
  if (to === undefined) return text('stageModel.faultAt', { stage: nameOf(stage), fault });
  return text('stageModel.faultOfMove', { stage: nameOf(stage), to: nameOf(to), fault });
}
