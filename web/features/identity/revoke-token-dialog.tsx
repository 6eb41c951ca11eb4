/** Asks before a token is revoked, because programs stop at once. */
import { identityRoutes } from '#contracts/http/identity.ts';
import type { ApiToken } from '#contracts/http/identity.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { text } from '../../ui/texts.ts';

export function RevokeTokenDialog({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const revoke = useIntent(identityRoutes.revokeToken);
  return (
    <FormDialog
      title={text('tokens.revokeOf', { name: token.label })}
      submit={text('tokens.revoke')}
      isDanger
      isBusy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onSubmit={() => revoke.mutate({ params: { tokenId: token.id } }, { onSuccess: onClose })}
    >
      <p>{text('tokens.revokeHelp')}</p>
    </FormDialog>
  );
}
