/** Saves what the order list shows as a view: anew, or in the place of the chosen one while its name stays. */
import { Checkbox, TextInput } from '@mantine/core';

import { NewView, viewRoutes } from '#contracts/http/identity-views.ts';
import type { SavedView } from '#contracts/http/identity-views.ts';

import { useIntent } from '../../api/queries.ts';
import { useDraft } from '../../ui/draft.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { text } from '../../ui/texts.ts';
import { viewOfSearch } from './order-list-search.ts';
import type { OrderListSearch } from './order-list-search.ts';

interface SaveViewProps {
  readonly search: OrderListSearch;
  /** The reader's own view that is chosen. */
  readonly present: SavedView | null;
  readonly onClose: () => void;
  readonly onSaved: (viewId: string) => void;
}

export function SaveViewDialog({ search, present, onClose, onSaved }: SaveViewProps) {
  const create = useIntent(viewRoutes.create);
  const change = useIntent(viewRoutes.change);
  const form = useDraft({ name: present?.name ?? '', shared: present?.shared ?? false });
  const submit = () => {
    const body = { ...form.draft, content: viewOfSearch(search) };
    if (!form.isFit(NewView, body)) return;
    const then = {
      onSuccess: (answer: { readonly body: SavedView }) => {
        onClose();
        onSaved(answer.body.viewId);
      },
      onError: form.onRefused,
    };
    if (present === null || present.name !== body.name) create.mutate({ body }, then);
    else change.mutate({ params: { viewId: present.viewId }, body, ifMatch: present.version }, then);
  };
  return (
    <FormDialog
      title={text('views.saveTitle')}
      submit={text('form.save')}
      isBusy={create.isPending || change.isPending}
      error={create.error ?? change.error}
      shownAtFields={form.errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={text('views.name')}
        description={present === null ? undefined : text('views.nameHelp')}
        required
        maxLength={60}
        data-autofocus
        {...form.field('name')}
      />
      <Checkbox
        label={text('views.shared')}
        description={text('views.sharedHelp')}
        checked={form.draft.shared}
        onChange={(event) => form.set({ shared: event.currentTarget.checked })}
      />
    </FormDialog>
  );
}
