/** The dialog in which a thing is entered or changed. */
import type { ReactNode } from 'react';

import { FormDialog } from './dialog.tsx';
import type { FieldErrors } from './form-errors.ts';
import { text } from './texts.ts';

/** What is sent to save the thing, as `useMutation` gives it. */
interface Saving {
  readonly isPending: boolean;
  readonly error: Error | null;
}

interface SaveDialogProps {
  /** The title for a new thing. */
  readonly newTitle: string;
  /** The name of what is changed; null for a new thing. */
  readonly changing: string | null;
  /** The ways in which it may be sent. */
  readonly saving: readonly Saving[];
  readonly errors: FieldErrors;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

export function SaveDialog({ newTitle, changing, saving, errors, ...rest }: SaveDialogProps) {
  return (
    <FormDialog
      title={changing === null ? newTitle : text('list.changeOf', { name: changing })}
      submit={text('form.save')}
      isBusy={saving.some(({ isPending }) => isPending)}
      error={saving.find(({ error }) => error !== null)?.error ?? null}
      shownAtFields={errors}
      {...rest}
    />
  );
}
