/** Posting: once it is done, the lines stay as they are. */
import { useState } from 'react';

import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';
import { NoteField } from './note-field.tsx';
import { settled } from './settled-command.ts';

export function PostDialog(props: ActionDialogProps) {
  const [note, setNote] = useState('');
  const command = useIntent(serviceOrderRoutes.post);
  const order = { params: { orderId: props.order.orderId } };
  const submit = () => {
    const words = textOrNothing(note);
    command.mutate({ ...order, body: words === undefined ? {} : { note: words } }, settled(props));
  };
  return (
    <FormDialog
      title={text('post.title')}
      submit={text('post.do')}
      isBusy={command.isPending}
      error={command.error}
      onClose={props.onClose}
      onSubmit={submit}
    >
      <p>{text('post.help')}</p>
      <NoteField value={note} onChange={setNote} />
    </FormDialog>
  );
}
