/** A user, new or changed. */
import { PasswordInput, Switch, TextInput } from '@mantine/core';

import { identityRoutes } from '#contracts/http/identity.ts';
import type { User } from '#contracts/http/identity.ts';
import { checkPassword, shortestPassword } from '#domain/identity/user.ts';

import { useIntent } from '../../api/queries.ts';
import { useDraft } from '../../ui/draft.ts';
import { Quiet } from '../../ui/page.tsx';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';
import { ChangesLink } from '../setup/changes-link.tsx';
import { grantDraftOf, grantOf, isGrantFit } from './grant-draft.ts';
import { GrantFields } from './grant-fields.tsx';

interface UserDialogProps {
  /** Null for a new one. */
  readonly user: User | null;
  readonly onClose: () => void;
}

const NewUser = identityRoutes.createUser.body
  .refine(({ password, email }) => checkPassword(password, email).ok, { path: ['password'] })
  .refine(isGrantFit, { path: ['customerId'] });
const ChangedUser = identityRoutes.changeUser.body
  .refine(({ password, email }) => password === undefined || checkPassword(password, email).ok, { path: ['password'] })
  .refine(isGrantFit, { path: ['customerId'] });

export function UserDialog({ user, onClose }: UserDialogProps) {
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft(draftOf(user));
  const create = useIntent(identityRoutes.createUser);
  const change = useIntent(identityRoutes.changeUser);
  const submit = () => {
    const { email, displayName, password, disabled, forgetProvider } = draft;
    const facts = { email: email.trim(), displayName, ...grantOf(draft) };
    const settle = { onSuccess: onClose, onError: onRefused };
    if (user === null) {
      const body = { ...facts, password, mustChangePassword: true };
      if (isFit(NewUser, body)) create.mutate({ body }, settle);
    } else {
      const body = { ...facts, disabled, ...(password === '' ? {} : { password }), forgetProvider };
      if (isFit(ChangedUser, body)) change.mutate({ params: { userId: user.id }, ifMatch: user.version, body }, settle);
    }
  };
  return (
    <SaveDialog
      newTitle={text('users.new')}
      changing={user?.displayName ?? null}
      saving={[create, change]}
      errors={errors}
      isWide
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput label={text('users.name')} required data-autofocus maxLength={120} {...field('displayName')} />
      <TextInput
        label={text('users.email')}
        description={text('users.emailHelp')}
        type="email"
        autoComplete="off"
        required
        maxLength={254}
        {...field('email')}
      />
      <GrantFields draft={draft} set={set} errorOf={errorOf} />
      <PasswordInput
        visibilityToggleButtonProps={{ 'aria-label': text('form.showPassword') }}
        label={text(user === null ? 'users.password' : 'users.newPassword')}
        description={<PasswordHelp isNew={user === null} />}
        autoComplete="new-password"
        required={user === null}
        maxLength={200}
        {...field('password')}
      />
      {user !== null && (
        <>
          <Switch
            label={text('users.mayNot')}
            description={text('users.mayNotHelp')}
            checked={draft.disabled}
            onChange={(event) => set({ disabled: event.currentTarget.checked })}
          />
          {user.providerSubject !== null && (
            <Switch
              label={text('users.forgetProvider')}
              description={text('users.forgetProviderHelp')}
              checked={draft.forgetProvider}
              onChange={(event) => set({ forgetProvider: event.currentTarget.checked })}
            />
          )}
          <Quiet>{text('users.signedOut')}</Quiet>
          <ChangesLink of="user" id={user.id} />
        </>
      )}
    </SaveDialog>
  );
}

function PasswordHelp({ isNew }: { isNew: boolean }) {
  const rules = text('users.passwordHelp', { shortest: shortestPassword });
  return isNew ? `${rules} ${text('users.passwordFirst')}` : `${text('users.newPasswordHelp')} ${rules}`;
}

function draftOf(user: User | null) {
  return {
    ...grantDraftOf(user),
    email: user?.email ?? '',
    displayName: user?.displayName ?? '',
    password: '',
    disabled: user !== null && user.disabledAt !== null,
    forgetProvider: false,
  };
}
