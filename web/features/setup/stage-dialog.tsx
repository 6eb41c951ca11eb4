/** The dialog in which a stage of a draft is changed: what it is, what it asks for and does, and the moves from it and to it. */
import { Checkbox, Group, MultiSelect, TextInput } from '@mantine/core';

import {
  permissions,
  slaEffects,
  stageAutomations,
  stageFields,
  stageReaders,
  type Stage,
} from '#domain/service-orders/stage-model.ts';

import { useReasonNames } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { text, textOf } from '../../ui/texts.ts';
import { WordsField } from './entry-parts.tsx';
import styles from './setup.module.css';
import { idOf, places, stageDraft } from './stage-draft.ts';
import type { StageDraft } from './stage-draft.ts';
import { StageMoves } from './stage-moves.tsx';
import { StageToSend } from './stage-to-send.ts';

interface StageDialogProps {
  /** The stage; null for a new one. */
  readonly stage: Stage | null;
  readonly stages: readonly Stage[];
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onClose: () => void;
  readonly onKeep: (draft: StageDraft) => void;
}

export function StageDialog({ stage, stages, isBusy, error, onClose, onKeep }: StageDialogProps) {
  const form = useDraft(stageDraft(stage, stages));
  const { draft } = form;
  const kept = stage === null && draft.id === '' ? { ...draft, id: idOf(draft.name) } : draft;
  return (
    <FormDialog
      title={stage === null ? text('stageModel.addStage') : text('stageModel.changeStage', { name: stage.name })}
      submit={text('form.save')}
      isBusy={isBusy}
      error={error}
      isWide
      onClose={onClose}
      onSubmit={() => {
        if (form.isFit(StageToSend, kept)) onKeep(kept);
      }}
    >
      <NameFields form={form} isNew={stage === null} />
      <MeaningFields form={form} />
      <EntryFields form={form} />
      <StageMoves form={form} stage={stage} stages={stages} />
    </FormDialog>
  );
}

type Form = ReturnType<typeof useDraft<StageDraft>>;

function NameFields({ form: { draft, set, field, errorOf }, isNew }: { form: Form; isNew: boolean }) {
  return (
    <div className={styles['columns']}>
      <TextInput label={text('list.name')} required data-autofocus maxLength={120} {...field('name')} />
      <TextInput
        label={text('list.id')}
        maxLength={60}
        disabled={!isNew}
        placeholder={idOf(draft.name)}
        {...field('id')}
      />
      <ChoiceSelect
        label={text('stageModels.place')}
        required
        choices={places.map((value) => ({ value, label: placeName(value) }))}
        value={draft.place}
        onChange={(value) => set({ place: places.find((place) => place === value) ?? 'middle' })}
        error={errorOf('place')}
      />
    </div>
  );
}

function placeName(place: StageDraft['place']): string {
  if (place === 'initial') return text('stageModels.initial');
  return place === 'middle' ? text('stageModel.place.middle') : textOf('stageModels.end', place);
}

const clockFields = ['resolveClock', 'respondClock', 'arriveClock'] as const;

function MeaningFields({ form: { draft, set } }: { form: Form }) {
  const clocks = ['none', ...slaEffects] as const;
  return (
    <>
      <Group gap="md">
        <Checkbox
          label={text('stageModel.goesBack')}
          checked={draft.goesBack}
          onChange={({ currentTarget: { checked } }) => set({ goesBack: checked, inherits: checked && draft.inherits })}
        />
        <Checkbox
          label={text('stageModel.inherits')}
          checked={draft.inherits}
          disabled={!draft.goesBack}
          onChange={({ currentTarget: { checked } }) => set({ inherits: checked })}
        />
      </Group>
      {!draft.inherits && (
        <WordsField
          label={text('stageModels.permits')}
          words={permissions}
          prefix="stageModels.permit"
          value={draft.permits}
          onChange={(chosen) => set({ permits: chosen })}
          error={null}
          isOptional
        />
      )}
      {clockFields.map((field) => (
        <ChoiceSelect
          key={field}
          label={textOf('stageModel', field)}
          required
          choices={clocks.map((value) => ({ value, label: textOf('stageModel.clock', value) }))}
          value={draft[field]}
          onChange={(value) => set({ [field]: clocks.find((clock) => clock === value) ?? 'none' })}
        />
      ))}
    </>
  );
}

function EntryFields({ form: { draft, set } }: { form: Form }) {
  const reasons = useReasonNames();
  const optional = { error: null, isOptional: true } as const;
  return (
    <>
      <WordsField
        label={text('stageModel.asks')}
        words={['reason', 'waitingFor', 'until'] as const}
        prefix="stageModel.asks"
        value={draft.asks}
        onChange={(asks) => set({ asks })}
        {...optional}
      />
      {draft.asks.includes('reason') && (
        <MultiSelect
          label={text('stageModel.reasons')}
          description={text('stageModel.reasonsHelp')}
          data={[...reasons].map(([value, label]) => ({ value, label }))}
          value={[...draft.reasons]}
          onChange={(chosen) => set({ reasons: chosen })}
          searchable
        />
      )}
      <WordsField
        label={text('stageModel.fields')}
        words={stageFields}
        prefix="stageModel.field"
        value={draft.fields}
        onChange={(fields) => set({ fields })}
        {...optional}
      />
      <WordsField
        label={text('stageModel.does')}
        words={stageAutomations}
        prefix="stageModel.does"
        value={draft.onEntry}
        onChange={(onEntry) => set({ onEntry })}
        {...optional}
      />
      <WordsField
        label={text('stageModel.notify')}
        words={stageReaders}
        prefix="stageModel.notify"
        value={draft.notify}
        onChange={(notify) => set({ notify })}
        {...optional}
      />
    </>
  );
}
