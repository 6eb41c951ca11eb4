/** Signing in by the company's account, where there is one, and why it did not succeed. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { identityProviderRoutes } from '#contracts/http/identity-provider.ts';
import { identityProblems } from '#contracts/problems/identity.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { Quiet } from '../../ui/page.tsx';
import { ProblemNote, ProblemText } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';

interface ProviderSignInProps {
  /** Where to go afterwards. */
  readonly returnTo: string;
  /** Why the browser came back without having signed in, as a code. */
  readonly refused: string | undefined;
}

/** Goes to the identity provider, above the form for a password. Nothing stands here while there is none. */
export function ProviderSignIn({ returnTo, refused }: ProviderSignInProps) {
  const ways = useQuery(queryOf(identityProviderRoutes.waysIn, {}));
  const begin = useIntent(identityProviderRoutes.begin);
  const start = () =>
    begin.mutate({ body: { returnTo } }, { onSuccess: ({ body }) => window.location.assign(body.location) });
  const { provider = null, passwords } = ways.data ?? {};
  return (
    <>
      {begin.isIdle && refused !== undefined && <RefusedNote code={refused} />}
      {provider !== null && (
        <>
          <ProblemNote error={begin.error} />
          <Button onClick={start} loading={begin.isPending} fullWidth>
            {text('signIn.byProvider', { name: provider.name })}
          </Button>
          <Quiet>{text(passwords === 'everyone' ? 'signIn.orPassword' : 'signIn.orAdministrators')}</Quiet>
        </>
      )}
    </>
  );
}

const titles: Readonly<Record<string, { readonly status: number; readonly title: string } | undefined>> =
  identityProblems;

/** The address may say anything, so only what the catalogue knows is shown, in its words. */
function RefusedNote({ code }: { readonly code: string }) {
  const kind = Object.hasOwn(titles, code) ? titles[code] : undefined;
  const { title, status } = kind ?? { title: text('signIn.notDone'), status: 403 };
  const shown = kind === undefined ? 'provider.failed' : code;
  return <ProblemText problem={{ type: `/problems/${shown}`, title, status, code: shown }} />;
}
