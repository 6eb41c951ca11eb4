/** The present and a new password of one's own, and their change: in a dialog, and on the page that asks for it. */
import { PasswordInput } from '@mantine/core';

import { identityRoutes } from '#contracts/http/identity.ts';
import { checkNewPassword, shortestPassword } from '#domain/identity/user.ts';

import { useIntent } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { useDraft } from '../../ui/draft.ts';
import { text } from '../../ui/texts.ts';

/** The draft of the change, and what sends it. */
export function useOwnPassword() {
  const { email } = useSession();
  const form = useDraft({ currentPassword: '', newPassword: '' });
  const change = useIntent(identityRoutes.changeOwnPassword);
  const fitting = identityRoutes.changeOwnPassword.body.refine(
    ({ currentPassword, newPassword }) => checkNewPassword(currentPassword, newPassword, email ?? '').ok,
    { path: ['newPassword'] },
  );
  const submit = (onSuccess?: () => void) => {
    if (!form.isFit(fitting, form.draft)) return;
    change.mutate({ body: form.draft }, { onError: form.onRefused, ...(onSuccess && { onSuccess }) });
  };
  return { form, change, submit };
}

export function OwnPasswordFields({ form: { field } }: Pick<ReturnType<typeof useOwnPassword>, 'form'>) {
  return (
    <>
      <PasswordInput
        visibilityToggleButtonProps={{ 'aria-label': text('form.showPassword') }}
        label={text('ownPassword.current')}
        autoComplete="current-password"
        required
        data-autofocus
        maxLength={200}
        {...field('currentPassword')}
      />
      <PasswordInput
        visibilityToggleButtonProps={{ 'aria-label': text('form.showPassword') }}
        label={text('ownPassword.new')}
        description={text('ownPassword.newHelp', { shortest: shortestPassword })}
        autoComplete="new-password"
        required
        maxLength={200}
        {...field('newPassword')}
      />
    </>
  );
}
