/** Begins a stage model of one's own: a draft with a stage to begin in and one to end in, under a name. */
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import * as z from 'zod';

import { stageDraftRoutes } from '#contracts/http/service-orders-stage-drafts.ts';
import { StageModel } from '#contracts/http/stage-models.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { text } from '../../ui/texts.ts';
import { idOf, stageDraft, withStage } from './stage-draft.ts';

const ModelToSend = z.object({ name: StageModel.shape.name, id: StageModel.shape.id });

export function NewStageModelDialog({ onClose }: { onClose: () => void }) {
  const form = useDraft({ name: '' });
  const save = useIntent(stageDraftRoutes.save);
  const navigate = useNavigate();
  const id = idOf(form.draft.name);
  const submit = () => {
    if (!form.isFit(ModelToSend, { ...form.draft, id })) return;
    const onSuccess = () => void navigate({ to: '/set-up/stage-models/$stageModelId', params: { stageModelId: id } });
    save.mutate({ params: { id }, body: { name: form.draft.name, stages: firstStages(), revision: 0 } }, { onSuccess });
  };
  return (
    <FormDialog
      title={text('stageModel.new')}
      submit={text('stageModel.begin')}
      isBusy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={text('list.name')}
        description={text('stageModel.newHelp')}
        required
        data-autofocus
        maxLength={60}
        {...form.field('name')}
        error={form.errorOf('name') ?? form.errorOf('id')}
      />
    </FormDialog>
  );
}

/** The least that a model needs; everything else is added in its draft. */
function firstStages(): z.output<typeof StageModel>['stages'] {
  const blank = stageDraft(null, []);
  const open = { ...blank, id: 'open', name: text('stageModel.firstOpen'), place: 'initial', clock: 'start' } as const;
  const done = {
    ...blank,
    id: 'done',
    name: text('stageModel.firstDone'),
    place: 'done',
    clock: 'meet',
    permits: ['sign-off', 'post'],
    origins: ['open'],
  } as const;
  const stages = withStage(withStage([], open, null), done, null);
  return StageModel.shape.stages.parse(stages);
}
