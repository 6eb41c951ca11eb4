/** Takes an acceptance back, with the reason why. */
import { useState } from 'react';

import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { ReasonSelect } from '../../pickers/reason-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';
import { NoteField } from './note-field.tsx';
import { settled } from './settled-command.ts';

export function UndoSignOffDialog(props: ActionDialogProps) {
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  const command = useIntent(serviceOrderRoutes.undoSignOff);
  const submit = () => {
    setChecked(true);
    if (reason === '') return;
    const words = textOrNothing(note);
    const body = { reasonCode: reason, ...(words === undefined ? {} : { note: words }) };
    command.mutate({ params: { orderId: props.order.orderId }, body }, settled(props));
  };
  return (
    <FormDialog
      title={text('undoSignOff.title')}
      submit={text('undoSignOff.do')}
      isBusy={command.isPending}
      error={command.error}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <ReasonSelect
        use="sign-off-undone"
        label={text('form.reason')}
        required
        value={reason}
        onChange={setReason}
        error={isChecked && reason === '' ? text('form.required') : null}
      />
      <NoteField value={note} onChange={setNote} />
    </FormDialog>
  );
}
