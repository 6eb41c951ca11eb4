/** A new warehouse. */
import { TextInput } from '@mantine/core';

import { NewWarehouse, stockRoutes } from '#contracts/http/inventory.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { text } from '../../ui/texts.ts';

export function WarehouseDialog({ onClose }: { onClose: () => void }) {
  const { draft, field, errors, isFit, onRefused } = useDraft({ number: '', name: '' });
  const add = useIntent(stockRoutes.addWarehouse);
  const submit = () => {
    if (isFit(NewWarehouse, draft)) add.mutate({ body: draft }, { onSuccess: onClose, onError: onRefused });
  };
  return (
    <FormDialog
      title={text('warehouses.new')}
      submit={text('form.save')}
      isBusy={add.isPending}
      error={add.error}
      shownAtFields={errors}
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
    </FormDialog>
  );
}
