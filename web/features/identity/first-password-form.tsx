/** A password of one's own in the place of one that somebody else chose, for every app. */
import type { FormEvent } from 'react';
import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';

import { sessionQuery, useSession } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { OwnPasswordFields, useOwnPassword } from './own-password-fields.tsx';
import styles from './sign-in-page.module.css';

export function FirstPasswordForm({ onChanged }: { onChanged?: () => void }) {
  const session = useSession();
  const client = useQueryClient();
  const { form, change, submit } = useOwnPassword();
  const goOn = () => {
    client.setQueryData(sessionQuery.queryKey, { ...session, mustChangePassword: false });
    onChanged?.();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(goOn);
  };
  return (
    <main className={styles['page']}>
      <form className={styles['card']} onSubmit={onSubmit} noValidate>
        <title>{text('firstPassword.title')}</title>
        <Stack gap="md">
          <h1>{text('firstPassword.title')}</h1>
          <p className={styles['help']}>{text('firstPassword.why', { name: session.displayName })}</p>
          <OwnPasswordFields form={form} />
          <ProblemNote error={change.error} shownAtFields={form.errors} />
          <Button type="submit" loading={change.isPending} fullWidth>
            {text('ownPassword.do')}
          </Button>
        </Stack>
      </form>
    </main>
  );
}
