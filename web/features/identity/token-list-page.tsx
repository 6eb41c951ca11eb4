/** API tokens: by which other programs use Callout. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { identityRoutes } from '#contracts/http/identity.ts';
import type { ApiToken, IssuedToken } from '#contracts/http/identity.ts';
import { isTokenLive } from '#domain/identity/api-token.ts';

import { queryOf } from '../../api/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { dateTime } from '../../ui/format.ts';
import { ListPage } from '../../ui/list-page.tsx';
import { useNow } from '../../ui/now.ts';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { IssueTokenDialog } from './issue-token-dialog.tsx';
import { RevokeTokenDialog } from './revoke-token-dialog.tsx';
import { roleNames } from './role-names.ts';
import { TokenSecretDialog } from './token-secret-dialog.tsx';

const rowsAPage = 50;

type Open =
  | { readonly dialog: 'new' }
  | { readonly dialog: 'secret'; readonly token: IssuedToken }
  | { readonly dialog: 'revoke'; readonly token: ApiToken };

export function TokenListPage() {
  const { cursor } = useSearch({ from: '/inside/set-up/tokens' });
  const navigate = useNavigate({ from: '/set-up/tokens' });
  const now = new Date(useNow()).toISOString();
  const [open, setOpen] = useState<Open | null>(null);
  const search = cursor === undefined ? {} : { cursor };
  const query = { limit: rowsAPage, ...search };
  const page = useQuery({ ...queryOf(identityRoutes.listTokens, { query }), placeholderData: keepPreviousData });
  const close = () => setOpen(null);
  return (
    <ListPage
      title={text('tokens.title')}
      beside={<Button onClick={() => setOpen({ dialog: 'new' })}>{text('tokens.new')}</Button>}
      page={page}
      columns={columnsAt(now, (token) => setOpen({ dialog: 'revoke', token }))}
      keyOf={(token) => token.id}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true })}
    >
      {open?.dialog === 'new' && (
        <IssueTokenDialog onClose={close} onIssued={(token) => setOpen({ dialog: 'secret', token })} />
      )}
      {open?.dialog === 'secret' && <TokenSecretDialog token={open.token} onClose={close} />}
      {open?.dialog === 'revoke' && <RevokeTokenDialog token={open.token} onClose={close} />}
    </ListPage>
  );
}

function columnsAt(now: string, revoke: (token: ApiToken) => void): readonly Column<ApiToken>[] {
  return [
    { id: 'label', label: text('tokens.label'), isTitle: true, cell: ({ label }) => <strong>{label}</strong> },
    { id: 'roles', label: text('users.roles'), cell: ({ roles }) => roleNames(roles) },
    {
      id: 'lastUsed',
      label: text('tokens.lastUsed'),
      cell: ({ lastUsedAt }) => (lastUsedAt === null ? text('tokens.unused') : dateTime(lastUsedAt)),
    },
    {
      id: 'expires',
      label: text('tokens.expires'),
      cell: ({ expiresAt }) => (expiresAt === null ? text('tokens.never') : dateTime(expiresAt)),
    },
    { id: 'status', label: text('tokens.status'), cell: (token) => <TokenBadge token={token} now={now} /> },
    {
      id: 'revoke',
      label: text('tokens.revoke'),
      cell: (token) =>
        isTokenLive(token, now) ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={text('tokens.revokeOf', { name: token.label })}
            onClick={() => revoke(token)}
          >
            {text('tokens.revoke')}
          </Button>
        ) : null,
    },
  ];
}

function TokenBadge({ token, now }: { token: ApiToken; now: string }) {
  if (isTokenLive(token, now)) return <Badge tone="good">{text('tokens.valid')}</Badge>;
  return <Badge tone="neutral">{text(token.revokedAt === null ? 'tokens.expired' : 'tokens.revoked')}</Badge>;
}
