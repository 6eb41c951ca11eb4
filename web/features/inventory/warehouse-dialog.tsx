/** A new warehouse. */
import { TextInput } from '@mantine/core';

import { NewWarehouse, stockRoutes } from '#contracts/http/inventory.ts';

import { useIntent } from '../../api/queries.ts';
import { useDraft } from '../../ui/draft.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';

export function WarehouseDialog({ onClose }: { onClose: () => void }) {
  const { draft, field, errors, isFit, onRefused } = useDraft({ number: '', name: '' });
  const add = useIntent(stockRoutes.addWarehouse);
  const submit = () => {
    if (isFit(NewWarehouse, draft)) add.mutate({ body: draft }, { onSuccess: onClose, onError: onRefused });
  };
  return (
    <SaveDialog
      newTitle={text('warehouses.new')}
      changing={null}
      saving={[add]}
      errors={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput label={text('list.name')} required data-autofocus maxLength={200} {...field('name')} />
      <TextInput
        label={text('warehouses.number')}
        description={text('warehouses.numberHelp')}
        required
        maxLength={60}
        {...field('number')}
      />
    </SaveDialog>
  );
}
