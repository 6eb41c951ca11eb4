/** An item, new or changed. */
import { TextInput } from '@mantine/core';

import { ItemChange, NewItem, itemRoutes } from '#contracts/http/inventory.ts';
import type { Item } from '#contracts/http/inventory.ts';

import { useIntent } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ActiveSwitch } from '../../ui/active-switch.tsx';
import { useDraft } from '../../ui/draft.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';
import { useItemGroups } from './item-groups.ts';

interface ItemDialogProps {
  /** Null for a new one. */
  readonly item: Item | null;
  readonly onClose: () => void;
}

function draftOf(item: Item | null) {
  if (item === null) return { number: '', externalId: '', name: '', unit: 'pcs', groupId: '', active: true };
  const { number, externalId, name, unit, groupId, active } = item;
  return { number, externalId: externalId ?? '', name, unit, groupId: groupId ?? '', active };
}

export function ItemDialog({ item, onClose }: ItemDialogProps) {
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft(draftOf(item));
  const groups = useItemGroups(draft.groupId);
  const groupId = textOrNothing(draft.groupId) ?? null;
  const save = useIntent(itemRoutes.save);
  const change = useIntent(itemRoutes.change);
  const settle = { onSuccess: onClose, onError: onRefused };
  const add = () => {
    const { number, externalId } = draft;
    const body = { ...draft, groupId, number: textOrNothing(number), externalId: textOrNothing(externalId) };
    if (isFit(NewItem, body)) save.mutate({ body }, settle);
  };
  const put = ({ itemId, version }: Item) => {
    const { externalId: _, ...rest } = draft;
    const body = { ...rest, groupId };
    if (isFit(ItemChange, body)) change.mutate({ params: { itemId }, ifMatch: version, body }, settle);
  };
  return (
    <SaveDialog
      newTitle={text('items.new')}
      changing={item?.name ?? null}
      saving={[save, change]}
      errors={errors}
      onClose={onClose}
      onSubmit={() => (item === null ? add() : put(item))}
    >
      <TextInput label={text('list.name')} required data-autofocus maxLength={200} {...field('name')} />
      <TextInput
        label={text('items.number')}
        description={item === null ? text('items.numberHelp') : null}
        required={item !== null}
        maxLength={60}
        {...field('number')}
      />
      <TextInput
        label={text('items.unit')}
        description={text('items.unitHelp')}
        required
        maxLength={20}
        {...field('unit')}
      />
      {groups.length > 0 && (
        <ChoiceSelect
          label={text('items.group')}
          description={text('items.groupHelp')}
          choices={groups}
          value={draft.groupId}
          onChange={(chosen) => set({ groupId: chosen })}
          error={errorOf('groupId')}
        />
      )}
      <TextInput
        label={text('items.externalId')}
        description={item === null ? text('items.externalIdHelp') : null}
        maxLength={100}
        disabled={item !== null}
        {...field('externalId')}
      />
      <ActiveSwitch checked={draft.active} onChange={(active) => set({ active })} />
    </SaveDialog>
  );
}
