/** Takes an acceptance back, the one that is chosen where there are several, with the reason why. */
import { useState } from 'react';
import { Radio } from '@mantine/core';

import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { ReasonSelect } from '../../pickers/reason-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';
import { NoteField } from './note-field.tsx';
import { settled } from './settled-command.ts';
import { signerWords, signOffWords } from './sign-off-list.tsx';

export function UndoSignOffDialog(props: ActionDialogProps) {
  const { order, action } = props;
  const offered = order.signOffs.filter(({ version }) => action.signOffs?.includes(version) === true);
  const [chosen, setChosen] = useState<number | null>(offered.length === 1 ? (offered[0]?.version ?? null) : null);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  const command = useIntent(serviceOrderRoutes.undoSignOff);
  const submit = () => {
    setChecked(true);
    if (reason === '' || chosen === null) return;
    const words = textOrNothing(note);
    const body = { reasonCode: reason, signOff: chosen, ...(words === undefined ? {} : { note: words }) };
    command.mutate({ params: { orderId: order.orderId }, body }, settled(props));
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
      {offered.length > 1 && (
        <Radio.Group
          label={text('signOffs.which')}
          description={text('signOffs.whichHelp')}
          withAsterisk
          value={chosen === null ? null : String(chosen)}
          onChange={(version) => setChosen(Number(version))}
          error={isChecked && chosen === null ? text('form.required') : null}
        >
          {offered.map((each) => (
            <Radio
              key={each.version}
              mt="xs"
              value={String(each.version)}
              label={signOffWords(each)}
              description={signerWords(each)}
            />
          ))}
        </Radio.Group>
      )}
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
