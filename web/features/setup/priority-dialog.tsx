/** A priority, new or changed. */
import { NumberInput, Switch, TextInput } from '@mantine/core';

import { etagOf } from '#contracts/http/route.ts';
import { setupRoutes } from '#contracts/http/setup.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { text } from '../../ui/texts.ts';
import type { Priority } from './priority-list-page.tsx';

export function PriorityDialog({ priority, onClose }: { priority: Priority | null; onClose: () => void }) {
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft({
    id: priority?.id ?? '',
    name: priority?.name ?? '',
    rank: priority?.rank ?? 1,
    active: priority?.active ?? true,
  });
  const put = useIntent(setupRoutes.putPriority);
  const submit = () => {
    const { id, ...body } = draft;
    if (!isFit(setupRoutes.putPriority.body.extend(setupRoutes.putPriority.params.shape), draft)) return;
    const headers = priority === null ? {} : { 'if-match': etagOf(priority.version) };
    put.mutate({ params: { id }, headers, body }, { onSuccess: onClose, onError: onRefused });
  };
  return (
    <FormDialog
      title={priority === null ? text('priorities.new') : text('list.changeOf', { name: priority.name })}
      submit={text('form.save')}
      isBusy={put.isPending}
      error={put.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput label={text('list.name')} required data-autofocus maxLength={120} {...field('name')} />
      <TextInput
        label={text('list.id')}
        description={text('list.idHelp')}
        required
        maxLength={60}
        disabled={priority !== null}
        {...field('id')}
      />
      <NumberInput
        label={text('priorities.rank')}
        description={text('priorities.rankHelp')}
        required
        min={1}
        max={1000}
        allowDecimal={false}
        value={draft.rank}
        onChange={(rank) => set({ rank: Number(rank) })}
        error={errorOf('rank')}
      />
      <Switch
        label={text('list.active')}
        description={text('list.activeHelp')}
        checked={draft.active}
        onChange={(event) => set({ active: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
