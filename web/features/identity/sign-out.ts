/** Signing out, for every app: what was read is forgotten. */
import { useQueryClient } from '@tanstack/react-query';

import { identityRoutes } from '#contracts/http/identity.ts';

import { useIntent } from '../../api/queries.ts';

/** Ends the session, whatever the way to the API is like, and does what comes then. */
export function useSignOut(onSignedOut: () => void) {
  const client = useQueryClient();
  const signOut = useIntent(identityRoutes.deleteSession);
  const leave = async () => {
    await signOut.mutateAsync({}).catch(() => undefined);
    client.clear();
    onSignedOut();
  };
  return { leave, isPending: signOut.isPending };
}
