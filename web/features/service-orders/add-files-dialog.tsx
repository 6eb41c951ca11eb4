/** Adding photos, taken on the spot or chosen, and documents to the order or one of its lines. */
import { useState } from 'react';
import { FileInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { fileMimes, maxFileBytes } from '#contracts/http/files.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { orderFileRoutes } from '#contracts/http/service-orders-files.ts';

import { useIntent } from '../../api/queries.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { uploadOwn } from '../../api/upload-own.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { FileWordsFields, type FileWords } from './order-file-dialogs.tsx';

const megabyte = 1024 * 1024;

export function AddFilesDialog({ order, onClose }: { order: ServiceOrder; onClose: () => void }) {
  const categories = useCategoryNames();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [lineId, setLineId] = useState('');
  const [words, setWords] = useState<FileWords>({ caption: '', forCustomer: false });
  const [isEmpty, setEmpty] = useState(false);
  const add = useIntent(orderFileRoutes.add);
  const send = useMutation({
    // One after the other; what has arrived is not sent again when a later one does not.
    mutationFn: async (left: readonly File[]) => {
      for (const file of left) {
        const said = { lineId: textOrNothing(lineId) ?? null, caption: textOrNothing(words.caption) ?? null };
        const body = { ...said, fileId: (await uploadOwn(file)).fileId, forCustomer: words.forCustomer };
        await add.mutateAsync({ params: { orderId: order.orderId }, body });
        setFiles((before) => before.filter((one) => one !== file));
      }
    },
    onSuccess: onClose,
  });
  const submit = () => {
    setEmpty(files.length === 0);
    if (files.length > 0) send.mutate(files);
  };
  return (
    <FormDialog
      title={text('files.add')}
      submit={text('files.add')}
      isBusy={send.isPending}
      error={send.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <FileInput
        label={text('files.choose')}
        description={text('files.chooseHelp', { most: maxFileBytes / megabyte })}
        placeholder={text('files.pick')}
        accept={fileMimes.join(',')}
        multiple
        required
        value={[...files]}
        valueComponent={() => text('files.chosen', { count: files.length })}
        onChange={(chosen) => {
          setFiles(chosen);
          setEmpty(false);
        }}
        error={isEmpty ? text('files.chooseNone') : null}
      />
      <FileWordsFields words={words} onChange={setWords} error={null} />
      {order.lines.length > 0 && (
        <ChoiceSelect
          label={text('files.line')}
          placeholder={text('files.order')}
          choices={order.lines.map((line) => ({
            value: line.lineId,
            label: text('files.lineChoice', {
              number: line.lineNumber,
              what: line.description ?? categories.get(line.category) ?? line.category,
            }),
          }))}
          value={lineId}
          onChange={setLineId}
        />
      )}
    </FormDialog>
  );
}
