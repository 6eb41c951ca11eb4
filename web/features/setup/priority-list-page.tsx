/** Priorities: how urgent an order can be. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { setupRoutes } from '#contracts/http/setup.ts';

import { queryOf } from '../../api/queries.ts';
import type { ReadBody } from '../../api/client.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ListPage } from '../../ui/list-page.tsx';
import { text } from '../../ui/texts.ts';
import { PriorityDialog } from './priority-dialog.tsx';

export type Priority = ReadBody<typeof setupRoutes.getPriority>;

const rowsAPage = 200;

export function PriorityListPage() {
  const search = useSearch({ from: '/inside/set-up/priorities' });
  const navigate = useNavigate({ from: '/set-up/priorities' });
  const session = useSession();
  const [open, setOpen] = useState<Priority | 'new' | null>(null);
  const query = { limit: rowsAPage, ...(search.cursor === undefined ? {} : { cursor: search.cursor }) };
  const page = useQuery({ ...queryOf(setupRoutes.listPriorities, { query }), placeholderData: keepPreviousData });
  const mayChange = mayCall(session, setupRoutes.putPriority);
  return (
    <ListPage
      title={text('priorities.title')}
      beside={mayChange && <Button onClick={() => setOpen('new')}>{text('priorities.new')}</Button>}
      page={page}
      columns={[
        { id: 'name', label: text('list.name'), isTitle: true, cell: (row) => <strong>{row.name}</strong> },
        { id: 'id', label: text('list.id'), cell: (row) => row.id },
        { id: 'rank', label: text('priorities.rank'), isNumber: true, cell: (row) => row.rank },
        { id: 'active', label: text('list.active'), cell: (row) => text(row.active ? 'yes' : 'none') },
        {
          id: 'change',
          label: text('list.change'),
          cell: (row) =>
            mayChange && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={text('list.changeOf', { name: row.name })}
                onClick={() => setOpen(row)}
              >
                {text('list.change')}
              </Button>
            ),
        },
      ]}
      keyOf={(row) => row.id}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true })}
    >
      {open !== null && <PriorityDialog priority={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </ListPage>
  );
}
