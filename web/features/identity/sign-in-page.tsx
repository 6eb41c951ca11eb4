/** The console's door: back to where one wanted to go. */
import { useRouter, useSearch } from '@tanstack/react-router';

import { text } from '../../ui/texts.ts';
import { ProviderSignIn } from './provider-sign-in.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const { from, refused } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  return (
    <SignInForm help={text('signIn.help')} onSignedIn={() => router.history.push(from ?? '/')}>
      <ProviderSignIn returnTo={from ?? '/'} refused={refused} />
    </SignInForm>
  );
}
