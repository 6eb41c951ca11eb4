/** One's own password, changed by whoever knows the present one. */
import { FormDialog, NoticeDialog } from '../../ui/dialog.tsx';
import { text } from '../../ui/texts.ts';
import { OwnPasswordFields, useOwnPassword } from './own-password-fields.tsx';

export function OwnPasswordDialog({ onClose }: { onClose: () => void }) {
  const { form, change, submit } = useOwnPassword();
  if (change.isSuccess) {
    return (
      <NoticeDialog title={text('ownPassword.title')} onClose={onClose}>
        <p role="status">{text('ownPassword.done')}</p>
      </NoticeDialog>
    );
  }
  return (
    <FormDialog
      title={text('ownPassword.title')}
      submit={text('ownPassword.do')}
      isBusy={change.isPending}
      error={change.error}
      shownAtFields={form.errors}
      onClose={onClose}
      onSubmit={() => submit()}
    >
      <OwnPasswordFields form={form} />
    </FormDialog>
  );
}
