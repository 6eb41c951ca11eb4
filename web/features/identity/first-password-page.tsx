/** Where everybody is led whose password somebody else chose: one of their own comes first. */
import { useRouter, useSearch } from '@tanstack/react-router';

import { FirstPasswordForm } from './first-password-form.tsx';

export function FirstPasswordPage() {
  const { from } = useSearch({ from: '/first-password' });
  const router = useRouter();
  return <FirstPasswordForm onChanged={() => router.history.push(from ?? '/')} />;
}
