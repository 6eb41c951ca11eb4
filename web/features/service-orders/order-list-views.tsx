/** Saved views of the order list: choose one, save what is shown as one, delete one. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { viewRoutes } from '#contracts/http/identity-views.ts';
import type { SavedView } from '#contracts/http/identity-views.ts';
import { changeView, deleteView } from '#domain/identity/saved-view.ts';

import { call } from '../../api/client.ts';
import { newKey } from '../../api/intent-keys.ts';
import { queryOf, refresh, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { tell } from '../../ui/toast-store.ts';
import { searchOfView } from './order-list-search.ts';
import type { OrderListSearch } from './order-list-search.ts';
import { SaveViewDialog } from './order-list-view-dialog.tsx';

interface ViewsProps {
  readonly search: OrderListSearch;
  /** Shows the list as an address says, fields and all. */
  readonly onShow: (search: OrderListSearch) => void;
}

export function OrderListViews({ search, onShow }: ViewsProps) {
  const session = useSession();
  const maySave = mayCall(session, viewRoutes.create);
  const views = useQuery({ ...queryOf(viewRoutes.list, {}), enabled: maySave });
  const [isSaving, setSaving] = useState(false);
  // Held here, because a list that was read again has it no more while the dialog still says that it is deleted.
  const [deleting, setDeleting] = useState<SavedView | null>(null);
  if (!maySave) return null;
  const items = views.data?.items ?? [];
  const chosen = items.find(({ viewId }) => viewId === search.view);
  const show = (viewId: string) => {
    const view = items.find((each) => each.viewId === viewId);
    onShow(view === undefined ? {} : searchOfView(viewId, view.content));
  };
  const own = chosen !== undefined && changeView(chosen.owner, session).ok ? chosen : null;
  return (
    <Group gap="sm" align="flex-end">
      <ChoiceSelect
        label={text('views.view')}
        placeholder={text('views.none')}
        choices={items.map((view) => ({ value: view.viewId, label: labelOf(view) }))}
        value={chosen?.viewId ?? ''}
        onChange={show}
      />
      <Button variant="default" onClick={() => setSaving(true)}>
        {text('views.save')}
      </Button>
      {chosen !== undefined && deleteView(chosen.owner, session).ok && (
        <Button variant="subtle" color="red" onClick={() => setDeleting(chosen)}>
          {text('views.delete')}
        </Button>
      )}
      <ProblemNote error={views.error} onRetry={() => void views.refetch()} />
      {isSaving && (
        <SaveViewDialog
          search={search}
          present={own}
          onClose={() => setSaving(false)}
          onSaved={(viewId) => onShow({ ...search, view: viewId })}
        />
      )}
      {deleting !== null && (
        <DeleteViewDialog
          view={deleting}
          onClose={() => setDeleting(null)}
          onDeleted={() => onShow({ ...search, view: undefined })}
        />
      )}
    </Group>
  );
}

function labelOf({ name, shared }: SavedView): string {
  return shared ? text('views.sharedName', { name }) : name;
}

interface DeleteProps {
  readonly view: SavedView;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

function DeleteViewDialog({ view, onClose, onDeleted }: DeleteProps) {
  const remove = useIntent(viewRoutes.remove);
  const client = useQueryClient();
  const { name, shared, content } = view;
  const done = () => {
    onClose();
    onDeleted();
    tell(text('toast.viewDeleted', { name }), async () => {
      await call(viewRoutes.create, { body: { name, shared, content }, key: newKey() });
      await refresh(client, viewRoutes.list.area);
      return text('toast.viewBack', { name });
    });
  };
  return (
    <FormDialog
      title={text('views.deleteOf', { name: view.name })}
      submit={text('views.delete')}
      isDanger
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => remove.mutate({ params: { viewId: view.viewId } }, { onSuccess: done })}
    >
      <p>{text(view.shared ? 'views.deleteSharedHelp' : 'views.deleteHelp')}</p>
    </FormDialog>
  );
}
