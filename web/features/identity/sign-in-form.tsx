/** Name and password, for every app. */
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';

import { identityRoutes } from '#contracts/http/identity.ts';

import { useIntent } from '../../api/queries.ts';
import { sessionQuery } from '../../api/session.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import styles from './sign-in-page.module.css';

interface SignInFormProps {
  /** Shown beneath the form. */
  readonly help?: string;
  readonly onSignedIn?: () => void;
  /** Another way to sign in, above the form. */
  readonly children?: ReactNode;
}

export function SignInForm({ help, onSignedIn, children }: SignInFormProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const client = useQueryClient();
  const signIn = useIntent(identityRoutes.createSession);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { email, password };
    signIn.mutate(
      { body },
      {
        onSuccess: ({ body: session }) => {
          client.setQueryData(sessionQuery.queryKey, session);
          onSignedIn?.();
        },
      },
    );
  };
  return (
    <main className={styles['page']}>
      <form className={styles['card']} onSubmit={submit}>
        <title>{text('signIn.title')}</title>
        <Stack gap="md">
          <h1>{text('signIn.title')}</h1>
          {children}
          <TextInput
            label={text('signIn.name')}
            autoComplete="username"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            visibilityToggleButtonProps={{ 'aria-label': text('form.showPassword') }}
            label={text('signIn.password')}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ProblemNote error={signIn.error} />
          <Button type="submit" loading={signIn.isPending} fullWidth>
            {text('signIn.do')}
          </Button>
          {help !== undefined && <p className={styles['help']}>{help}</p>}
        </Stack>
      </form>
    </main>
  );
}
