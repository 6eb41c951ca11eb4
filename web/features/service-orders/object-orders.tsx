/** The orders that are about an object, the newest first. */
import { Link } from '@tanstack/react-router';
import type * as z from 'zod';

import type { ServiceOrderRow } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { read } from '../../api/client.ts';
import { shortDateTime } from '../../ui/format.ts';
import { PartPanel } from '../../ui/part-panel.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { StageBadge } from './stage-badge.tsx';

type Row = z.infer<typeof ServiceOrderRow>;

const { list } = serviceOrderRoutes;

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
  { id: 'stage', label: text('orders.column.stage'), cell: (order) => <StageBadge order={order} /> },
  { id: 'created', label: text('orders.column.created'), cell: ({ createdAt }) => shortDateTime(createdAt) },
];

export function ObjectOrders({ objectId }: { objectId: string }) {
  return (
    <PartPanel
      title={text('object.orders')}
      queryKey={[list.area, list.id, { query: { objectId } }]}
      fetchPage={(page, signal) => read(list, { query: { ...page, objectId } }, signal)}
      columns={columns}
      keyOf={({ orderId }) => orderId}
      atOnce={10}
      none={text('object.noOrders')}
    />
  );
}
