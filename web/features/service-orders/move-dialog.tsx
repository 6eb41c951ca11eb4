/** Moving an order to another stage: the reason, whom it waits for and until when, the visit, as far as the move needs them. */
import { useState } from 'react';
import { Autocomplete, Checkbox, Textarea, TextInput } from '@mantine/core';

import { Code } from '#contracts/http/schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { ReasonSelect } from '../../pickers/reason-select.tsx';
import { useTechnicians } from '../../pickers/technician-select.tsx';
import { newVisitDraft, VisitFields, visitOf } from '../../pickers/visit-fields.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';
import { labelOf } from './action-label.ts';
import { moveOf, newMoveDraft } from './move-draft.ts';
import type { MoveDraft } from './move-draft.ts';
import { NoteField } from './note-field.tsx';
import { refusalOf, settled } from './settled-command.ts';
import { useTellOfMove } from './undo-move.ts';

type MoveName = 'changeStage' | 'cancel' | 'revoke' | 'reopen';

interface MoveDialogProps extends ActionDialogProps {
  readonly name: MoveName;
  /** The target stage plans a visit when it is given one. */
  readonly offersVisit: boolean;
}

export function MoveDialog(props: MoveDialogProps) {
  const { action, name, offersVisit } = props;
  const [draft, setDraft] = useState(newMoveDraft);
  const [isChecked, setChecked] = useState(false);
  const technicians = useTechnicians();
  const change = useIntent(serviceOrderRoutes.changeStage);
  const needs = action.needs ?? [];
  const visit = offersVisit && draft.withVisit ? visitOf(draft.visit, technicians) : undefined;
  const move = moveOf(draft, needs, visit);
  const order = { params: { orderId: props.order.orderId } };
  const tellOfMove = useTellOfMove();
  const submit = () => {
    const from = props.order;
    const { onSuccess } = settled(props);
    const ended = {
      onSuccess: (answer: Parameters<typeof onSuccess>[0]) => {
        onSuccess(answer);
        if (answer.status === 200) void tellOfMove(from, wordsOf(from.number, action));
      },
    };
    setChecked(true);
    if (move === undefined || (offersVisit && draft.withVisit && visit === undefined)) return;
    // By its target also where the move has a name of its own: a stage may have several such moves.
    if (action.to !== undefined)
      change.mutate(
        { ...order, body: { to: action.to, ...move.reason, ...move.note, ...move.waiting, ...move.visit } },
        ended,
      );
  };
  return (
    <FormDialog
      title={labelOf(action)}
      submit={labelOf(action)}
      isDanger={name === 'cancel'}
      isBusy={change.isPending}
      error={change.error}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <MoveFields draft={draft} set={(part) => setDraft({ ...draft, ...part })} {...{ needs, isChecked, action }} />
      {offersVisit && (
        <Checkbox
          label={text('move.withVisit')}
          checked={draft.withVisit}
          onChange={(event) =>
            setDraft({ ...draft, withVisit: event.currentTarget.checked, visit: newVisitDraft(Date.now()) })
          }
        />
      )}
      {offersVisit && draft.withVisit && (
        <VisitFields
          draft={draft.visit}
          onChange={(changed) => setDraft({ ...draft, visit: changed })}
          isOverlap={refusalOf(change.error) === 'dispatch.overlap'}
          error={isChecked && visit === undefined ? text('form.required') : null}
        />
      )}
      <NoteField value={draft.note} onChange={(note) => setDraft({ ...draft, note })} />
    </FormDialog>
  );
}

interface MoveFieldsProps {
  readonly draft: MoveDraft;
  readonly set: (part: Partial<MoveDraft>) => void;
  readonly needs: readonly string[];
  readonly isChecked: boolean;
  readonly action: ActionDialogProps['action'];
}

function MoveFields({ draft, set, needs, isChecked, action }: MoveFieldsProps) {
  const missing = (value: string) => (isChecked && value.trim() === '' ? text('form.required') : null);
  const whomFits = draft.waitingFor === '' || Code.safeParse(draft.waitingFor.trim()).success;
  return (
    <>
      {needs.includes('reasonCode') && (
        <ReasonSelect
          use={action.reasonUse ?? 'backward-move'}
          only={action.reasons ?? null}
          required
          data-autofocus
          value={draft.reasonCode}
          onChange={(reasonCode) => set({ reasonCode })}
          error={missing(draft.reasonCode)}
        />
      )}
      {needs.includes('waitingFor') && (
        <Autocomplete
          label={text('move.waitingFor')}
          description={text('move.waitingForHelp')}
          required
          data={[...whoms]}
          value={draft.waitingFor}
          onChange={(waitingFor) => set({ waitingFor })}
          error={whomFits ? missing(draft.waitingFor) : text('form.invalid')}
        />
      )}
      {needs.includes('waitingFor') && (
        <Textarea
          label={text('move.question')}
          description={text('move.questionHelp')}
          rows={2}
          maxLength={4000}
          value={draft.question}
          onChange={(event) => set({ question: event.currentTarget.value })}
        />
      )}
      {needs.includes('until') && (
        <TextInput
          type="datetime-local"
          label={text('move.until')}
          required
          value={draft.until}
          onChange={(event) => set({ until: textOrNothing(event.currentTarget.value) ?? '' })}
          error={missing(draft.until)}
        />
      )}
    </>
  );
}

function wordsOf(number: string, { action, label }: ActionDialogProps['action']): string {
  return action === 'cancel' ? text('toast.cancelled', { number }) : text('toast.moved', { number, stage: label });
}

/** Whom orders mostly wait for; any other word does as well. */
const whoms = ['customer', 'supplier', 'spare parts', 'technician'] as const;
