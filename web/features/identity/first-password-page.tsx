/** Where everybody is led whose password somebody else chose: one of their own comes first. */
import type { FormEvent } from 'react';
import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';

import { sessionQuery, useSession } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { OwnPasswordFields, useOwnPassword } from './own-password-fields.tsx';
import styles from './sign-in-page.module.css';

export function FirstPasswordPage() {
  const { from } = useSearch({ from: '/first-password' });
  const session = useSession();
  const router = useRouter();
  const client = useQueryClient();
  const { form, change, submit } = useOwnPassword();
  const goOn = () => {
    client.setQueryData(sessionQuery.queryKey, { ...session, mustChangePassword: false });
    router.history.push(from ?? '/');
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
