/** One's own password, changed by whoever knows the present one. */
import { PasswordInput } from '@mantine/core';

import { identityRoutes } from '#contracts/http/identity.ts';
import { checkPassword, shortestPassword } from '#domain/identity/user.ts';

import { useIntent } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { FormDialog, NoticeDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { text } from '../../ui/texts.ts';

export function OwnPasswordDialog({ onClose }: { onClose: () => void }) {
  const { email } = useSession();
  const { draft, field, errors, isFit, onRefused } = useDraft({ currentPassword: '', newPassword: '' });
  const change = useIntent(identityRoutes.changeOwnPassword);
  const fitting = identityRoutes.changeOwnPassword.body.refine(
    ({ newPassword }) => checkPassword(newPassword, email ?? '').ok,
    { path: ['newPassword'] },
  );
  if (change.isSuccess) {
    return (
      <NoticeDialog title={text('ownPassword.title')} onClose={onClose}>
        <p role="status">{text('ownPassword.done')}</p>
      </NoticeDialog>
    );
  }
  const submit = () => {
    if (isFit(fitting, draft)) change.mutate({ body: draft }, { onError: onRefused });
  };
  return (
    <FormDialog
      title={text('ownPassword.title')}
      submit={text('ownPassword.do')}
      isBusy={change.isPending}
      error={change.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <PasswordInput
        label={text('ownPassword.current')}
        autoComplete="current-password"
        required
        data-autofocus
        maxLength={200}
        {...field('currentPassword')}
      />
      <PasswordInput
        label={text('ownPassword.new')}
        description={text('ownPassword.newHelp', { shortest: shortestPassword })}
        autoComplete="new-password"
        required
        maxLength={200}
        {...field('newPassword')}
      />
    </FormDialog>
  );
}
