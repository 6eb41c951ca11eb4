/** The orders that were made under an agreement, the newest first. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import type { ServiceOrderRow } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import type * as z from 'zod';

import { queryOf } from '../../api/queries.ts';
import { shortDateTime } from '../../ui/format.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';

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

export function AgreementOrders({ agreementId }: { agreementId: string }) {
  const read = useQuery(queryOf(serviceOrderRoutes.list, { query: { agreementId, limit: shown } }));
  return (
    <Panel title={text('agreement.orders')}>
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
    </Panel>
  );
}
