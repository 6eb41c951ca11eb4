/** What is said of a file of the order, and taking it out. */
import { useState } from 'react';
import { Checkbox, TextInput } from '@mantine/core';

import { orderFileRoutes, type OrderFile } from '#contracts/http/service-orders-files.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsFrom, noErrors } from '../../ui/form-errors.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';

interface FileDialogProps {
  readonly orderId: string;
  readonly file: OrderFile;
  readonly name: string;
  readonly onClose: () => void;
}

export interface FileWords {
  readonly caption: string;
  readonly forCustomer: boolean;
}

interface FileWordsFieldsProps {
  readonly words: FileWords;
  readonly onChange: (words: FileWords) => void;
  readonly error: string | null;
}

/** Caption, and who sees it. */
export function FileWordsFields({ words, onChange, error }: FileWordsFieldsProps) {
  return (
    <>
      <TextInput
        label={text('files.caption')}
        maxLength={200}
        value={words.caption}
        onChange={(event) => onChange({ ...words, caption: event.currentTarget.value })}
        error={error}
      />
      <Checkbox
        label={text('files.forCustomer')}
        description={text('files.forCustomerHelp')}
        checked={words.forCustomer}
        onChange={(event) => onChange({ ...words, forCustomer: event.currentTarget.checked })}
      />
    </>
  );
}

export function ChangeFileDialog({ orderId, file, name, onClose }: FileDialogProps) {
  const { orderFileId } = file;
  const [words, setWords] = useState<FileWords>({ caption: file.caption ?? '', forCustomer: file.forCustomer });
  const change = useIntent(orderFileRoutes.change);
  const errors = change.error === null ? noErrors : errorsFrom(change.error);
  const submit = () => {
    const body = { caption: textOrNothing(words.caption) ?? null, forCustomer: words.forCustomer };
    change.mutate({ params: { orderId, orderFileId }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('files.changeOf', { name })}
      submit={text('form.save')}
      isBusy={change.isPending}
      error={change.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <FileWordsFields words={words} onChange={setWords} error={errors.get('#/caption') ?? null} />
    </FormDialog>
  );
}

export function RemoveFileDialog({ orderId, file: { orderFileId }, name, onClose }: FileDialogProps) {
  const remove = useIntent(orderFileRoutes.remove);
  return (
    <FormDialog
      title={text('files.removeOf', { name })}
      submit={text('files.remove')}
      isDanger
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => remove.mutate({ params: { orderId, orderFileId } }, { onSuccess: onClose })}
    >
      <p>{text('files.removeWords')}</p>
    </FormDialog>
  );
}
