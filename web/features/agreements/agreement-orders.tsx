/** The orders that were made under an agreement, the newest first. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import type { ServiceOrderRow } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import type * as z from 'zod';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { shortDateTime } from '../../ui/format.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { NewOrderUnderDialog } from './new-order-under-dialog.tsx';

type Row = z.infer<typeof ServiceOrderRow>;

const shown = 20;

const columns: readonly Column<Row>[] = [
  {
    id: 'number',
    label: text('orders.column.number'),
    isTitle: true,
    cell: ({ orderId, number }) => (
      <Link to="/orders/$orderId" params={{ orderId }}>
        {number}
      </Link>
    ),
  },
  { id: 'stage', label: text('orders.column.stage'), cell: ({ stageName }) => stageName },
  { id: 'created', label: text('orders.column.created'), cell: ({ createdAt }) => shortDateTime(createdAt) },
];

export function AgreementOrders({ agreement: { agreementId, customerId, state } }: { agreement: Agreement }) {
  const [isCreating, setCreating] = useState(false);
  const session = useSession();
  const read = useQuery(queryOf(serviceOrderRoutes.list, { query: { agreementId, limit: shown } }));
  return (
    <Panel
      title={text('agreement.orders')}
      beside={
        state === 'active' &&
        mayCall(session, serviceOrderRoutes.create) && (
          <Button variant="default" size="compact-sm" onClick={() => setCreating(true)}>
            {text('agreement.newOrder')}
          </Button>
        )
      }
    >
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && <Waiting />}
      {read.data?.items.length === 0 && <Quiet>{text('agreement.noOrders')}</Quiet>}
      {read.data !== undefined && read.data.items.length > 0 && (
        <Table
          plain
          caption={text('agreement.orders')}
          columns={columns}
          rows={read.data.items}
          keyOf={({ orderId }) => orderId}
        />
      )}
      {isCreating && customerId !== null && (
        <NewOrderUnderDialog agreementId={agreementId} customerId={customerId} onClose={() => setCreating(false)} />
      )}
    </Panel>
  );
}
