/** Users: who may sign in, and what they may do. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { identityRoutes } from '#contracts/http/identity.ts';
import type { User } from '#contracts/http/identity.ts';

import { useCustomerNames } from '../../api/names.ts';
import type { Names } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { Badge } from '../../ui/badge.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { roleNames } from './role-names.ts';
import { UserDialog } from './user-dialog.tsx';

const rowsAPage = 50;

export function UserListPage() {
  const { inactive: _, ...search } = useSearch({ from: '/inside/set-up/users' });
  const navigate = useNavigate({ from: '/set-up/users' });
  const [open, setOpen] = useState<User | 'new' | null>(null);
  const query = { limit: rowsAPage, ...search };
  const page = useQuery({ ...queryOf(identityRoutes.listUsers, { query }), placeholderData: keepPreviousData });
  const customers = useCustomerNames((page.data?.items ?? []).map((user) => user.customerId));
  return (
    <ListPage
      title={text('users.title')}
      beside={<Button onClick={() => setOpen('new')}>{text('users.new')}</Button>}
      page={page}
      columns={[...factsWith(customers), changing(setOpen)]}
      keyOf={(user) => user.id}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true })}
      filters={{ search: true }}
    >
      {open !== null && <UserDialog user={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </ListPage>
  );
}

function factsWith(customers: Names): readonly Column<User>[] {
  return [
    { id: 'name', label: text('users.name'), isTitle: true, cell: (user) => <strong>{user.displayName}</strong> },
    { id: 'email', label: text('users.email'), cell: (user) => user.email },
    { id: 'roles', label: text('users.roles'), cell: ({ roles }) => roleNames(roles) },
    {
      id: 'customer',
      label: text('users.customer'),
      cell: ({ customerId }) => customers.get(customerId ?? '') ?? null,
    },
    {
      id: 'status',
      label: text('users.status'),
      cell: statusOf,
    },
  ];
}

function statusOf({ disabledAt, mustChangePassword }: User) {
  if (disabledAt !== null) return <Badge tone="neutral">{text('users.disabled')}</Badge>;
  return text(mustChangePassword ? 'users.notYet' : 'yes');
}

function changing(open: (user: User) => void): Column<User> {
  return {
    id: 'change',
    label: text('list.change'),
    cell: (user) => <ChangeButton name={user.displayName} onClick={() => open(user)} />,
  };
}
