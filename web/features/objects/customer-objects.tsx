/** The objects of a customer, with what they are part of and their warranty. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { objectRoutes } from '#contracts/http/objects.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { useObjectColumns } from './object-columns.tsx';
import { ObjectDialog } from './object-dialog.tsx';

const shown = 50;

export function CustomerObjects({ customerId }: { customerId: string }) {
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const query = { customerId, active: true, limit: shown };
  const { data, error, isPending, refetch } = useQuery(queryOf(objectRoutes.list, { query }));
  const rows = data?.items ?? [];
  const columns = useObjectColumns(rows);
  const close = () => setOpen(false);
  return (
    <Panel
      title={text('objects.title')}
      beside={
        mayCall(session, objectRoutes.create) && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {text('objects.new')}
          </Button>
        )
      }
    >
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {isPending && <Waiting />}
      {data !== undefined && rows.length === 0 && <Quiet>{text('objects.none')}</Quiet>}
      {rows.length > 0 && (
        <Table plain caption={text('objects.title')} columns={columns} rows={rows} keyOf={({ objectId }) => objectId} />
      )}
      {rows.length > 0 && (
        <p>
          <Link to="/set-up/objects" search={{ customer: customerId }}>
            {text('objects.allOfCustomer')}
          </Link>
        </p>
      )}
      {isOpen && (
        <ObjectDialog object={null} begin={{ customerId, parentObjectId: '' }} onClose={close} onSaved={close} />
      )}
    </Panel>
  );
}
