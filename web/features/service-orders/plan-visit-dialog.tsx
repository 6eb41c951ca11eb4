/** A further visit of the order. */
import { useState } from 'react';

import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { useTechnicians } from '../../pickers/technician-select.tsx';
import { newVisitDraft, VisitFields, visitOf } from '../../pickers/visit-fields.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';
import { NoteField } from './note-field.tsx';
import { refusalOf, settled } from './settled-command.ts';

export function PlanVisitDialog(props: ActionDialogProps) {
  const [draft, setDraft] = useState(() => newVisitDraft(Date.now()));
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  const visit = visitOf(draft, useTechnicians());
  const command = useIntent(serviceOrderRoutes.planVisit);
  const order = { params: { orderId: props.order.orderId } };
  const submit = () => {
    setChecked(true);
    const words = textOrNothing(note);
    if (visit !== undefined)
      command.mutate({ ...order, body: { visit, ...(words === undefined ? {} : { note: words }) } }, settled(props));
  };
  return (
    <FormDialog
      title={props.action.label}
      submit={text('visit.plan')}
      isBusy={command.isPending}
      error={command.error}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <VisitFields
        draft={draft}
        onChange={setDraft}
        isOverlap={refusalOf(command.error) === 'dispatch.overlap'}
        error={isChecked && visit === undefined ? text('form.required') : null}
      />
      <NoteField value={note} onChange={setNote} />
    </FormDialog>
  );
}
