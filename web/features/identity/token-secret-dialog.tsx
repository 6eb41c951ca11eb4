/** The secret of a token that was just issued, the only time that it is seen. */
import { Button, Group, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';

import type { IssuedToken } from '#contracts/http/identity.ts';

import { NoticeDialog } from '../../ui/dialog.tsx';
import { text } from '../../ui/texts.ts';

export function TokenSecretDialog({ token, onClose }: { token: IssuedToken; onClose: () => void }) {
  const { label, secret } = token;
  return (
    <NoticeDialog title={text('tokens.secretTitle', { name: label })} onClose={onClose}>
      {secret === null ? <p role="alert">{text('tokens.secretLost')}</p> : <Secret secret={secret} />}
    </NoticeDialog>
  );
}

const shownMs = 10_000;

function Secret({ secret }: { secret: string }) {
  const { copy, copied, error } = useClipboard({ timeout: shownMs });
  return (
    <>
      <TextInput
        label={text('tokens.secret')}
        description={text('tokens.secretHelp')}
        readOnly
        value={secret}
        error={error === null ? null : text('tokens.copyFailed')}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap="sm">
        <Button variant="default" data-autofocus onClick={() => copy(secret)}>
          {text('tokens.copy')}
        </Button>
        <span role="status">{copied ? text('copied') : ''}</span>
      </Group>
    </>
  );
}
