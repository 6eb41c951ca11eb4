/** The moves from a stage with their conditions, and the stages from which orders come to it. */
import { Checkbox, MultiSelect } from '@mantine/core';

import { officeAndField } from '#domain/identity/rights.ts';
import { stageGuards, type Stage } from '#domain/service-orders/stage-model.ts';

import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import type { useDraft } from '../../ui/draft.ts';
import { FormRows } from '../../ui/form-rows.tsx';
import { text, textOf } from '../../ui/texts.ts';
import type { MoveDraft, StageDraft } from './stage-draft.ts';

interface StageMovesProps {
  readonly form: ReturnType<typeof useDraft<StageDraft>>;
  readonly stage: Stage | null;
  readonly stages: readonly Stage[];
}

export function StageMoves({ form: { draft, set, errors }, stage, stages }: StageMovesProps) {
  const others = stages.filter(({ id }) => id !== stage?.id).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <MultiSelect
        label={text('stageModel.origins')}
        data={others}
        value={[...draft.origins]}
        onChange={(origins) => set({ origins })}
        searchable
      />
      <FormRows
        legend={text('stageModel.movesOf')}
        rows={draft.moves}
        onChange={(moves) => set({ moves })}
        nameOf={(index) => text('stageModel.moveNumber', { number: index + 1 })}
        adds={[
          {
            label: text('stageModel.addMove'),
            row: (id): MoveDraft => ({ id, stage: '', reason: false, guards: [], roles: [] }),
          },
        ]}
        fields={(move, index, change) => (
          <MoveFields
            move={move}
            targets={others}
            error={errors.has(`#/moves/${index}/stage`) ? text('form.required') : null}
            onChange={change}
          />
        )}
      />
    </>
  );
}

interface MoveFieldsProps {
  readonly move: MoveDraft;
  readonly targets: readonly { readonly value: string; readonly label: string }[];
  readonly error: string | null;
  readonly onChange: (part: Partial<MoveDraft>) => void;
}

function MoveFields({ move, targets, error, onChange }: MoveFieldsProps) {
  return (
    <>
      <ChoiceSelect
        label={text('stageModel.target')}
        required
        choices={targets}
        value={move.stage}
        onChange={(stage) => onChange({ stage })}
        error={error}
      />
      <Checkbox
        label={text('stageModel.withReason')}
        checked={move.reason}
        onChange={({ currentTarget: { checked } }) => onChange({ reason: checked })}
      />
      <MultiSelect
        label={text('stageModel.guards')}
        data={stageGuards.map((value) => ({ value, label: textOf('stageModel.guard', value) }))}
        value={[...move.guards]}
        onChange={(chosen) => onChange({ guards: stageGuards.filter((guard) => chosen.includes(guard)) })}
      />
      <MultiSelect
        label={text('stageModel.roles')}
        description={text('stageModel.rolesHelp')}
        data={officeAndField.map((value) => ({ value, label: textOf('role', value) }))}
        value={[...move.roles]}
        onChange={(chosen) => onChange({ roles: officeAndField.filter((role) => chosen.includes(role)) })}
      />
    </>
  );
}
