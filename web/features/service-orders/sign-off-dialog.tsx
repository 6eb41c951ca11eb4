/** Sign-off: who accepted the work, with a signature that is uploaded first, or the reason why there is none. */
import { useRef, useState } from 'react';
import { Checkbox, Input, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { fileRoutes } from '#contracts/http/files.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { upload } from '../../api/client.ts';
import { useIntent } from '../../api/queries.ts';
import { ReasonSelect } from '../../pickers/reason-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { SignaturePad } from '../../ui/signature-pad.tsx';
import type { SignatureHandle } from '../../ui/signature-pad.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';
import { linesToAccept, LinesToAccept } from './lines-to-accept.tsx';
import { NoteField } from './note-field.tsx';
import { settled } from './settled-command.ts';

export function SignOffDialog(props: ActionDialogProps) {
  const { customerId, sla } = props.order;
  const isLate = sla !== null && sla.breachedAt !== null;
  const pad = useRef<SignatureHandle>(null);
  const [signedBy, setSignedBy] = useState('');
  const [isWithout, setWithout] = useState(false);
  const [reason, setReason] = useState('');
  const [slaReason, setSlaReason] = useState('');
  const [note, setNote] = useState('');
  const open = linesToAccept(props.order);
  const [chosen, setChosen] = useState(() => open.map(({ lineId }) => lineId));
  const [missing, setMissing] = useState<'name' | 'signature' | 'lines' | null>(null);
  const command = useIntent(serviceOrderRoutes.signOff);
  const store = useMutation({
    mutationFn: (picture: Blob) => upload(fileRoutes.upload, { query: { kind: 'signature', customerId } }, picture),
  });
  const order = { params: { orderId: props.order.orderId } };
  const submit = async () => {
    const words = textOrNothing(note);
    const person = textOrNothing(signedBy);
    if (person === undefined) return setMissing('name');
    if (open.length > 0 && chosen.length === 0) return setMissing('lines');
    const some = chosen.length < open.length ? { lineIds: chosen } : {};
    const why = slaReason === '' ? {} : { slaReasonCode: slaReason };
    const common = { signedBy: person, ...some, ...why, ...(words === undefined ? {} : { note: words }) };
    if (isWithout) {
      if (reason === '') return setMissing('signature');
      return command.mutate({ ...order, body: { ...common, noSignatureReasonCode: reason } }, settled(props));
    }
    const picture = await pad.current?.picture();
    if (!picture) return setMissing('signature');
    const stored = await store.mutateAsync(picture).catch(() => undefined);
    if (stored !== undefined)
      command.mutate({ ...order, body: { ...common, signatureFileId: stored.body.fileId } }, settled(props));
  };
  return (
    <FormDialog
      title={text('signOff.title')}
      submit={text('signOff.do')}
      isBusy={command.isPending || store.isPending}
      error={store.error ?? command.error}
      onClose={props.onClose}
      onSubmit={() => void submit()}
    >
      <TextInput
        label={text('signOff.signedBy')}
        required
        data-autofocus
        maxLength={200}
        value={signedBy}
        onChange={(event) => setSignedBy(event.currentTarget.value)}
        error={missing === 'name' ? text('form.required') : null}
      />
      {open.length > 1 && (
        <LinesToAccept
          order={props.order}
          chosen={chosen}
          onChange={setChosen}
          error={missing === 'lines' ? text('signOff.linesNone') : null}
        />
      )}
      {!isWithout && <SignaturePad ref={pad} label={text('signOff.signature')} />}
      <Checkbox
        label={text('signOff.without')}
        checked={isWithout}
        onChange={(event) => setWithout(event.currentTarget.checked)}
      />
      {isWithout && (
        <ReasonSelect use="no-signature" label={text('signOff.reason')} required value={reason} onChange={setReason} />
      )}
      {missing === 'signature' && <Input.Error role="alert">{text('signOff.missing')}</Input.Error>}
      {isLate && (
        <ReasonSelect use="late-sign-off" label={text('signOff.slaReason')} value={slaReason} onChange={setSlaReason} />
      )}
      <NoteField value={note} onChange={setNote} />
    </FormDialog>
  );
}
