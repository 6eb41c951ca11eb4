/** Orders as rows: what a dispatcher has to see without opening one. */
import { Link } from '@tanstack/react-router';
import type * as z from 'zod';

import type { ServiceOrderRow as RowSchema } from '#contracts/http/service-order-schemas.ts';

import { usePriorityNames } from '../../api/setup.ts';
import { Badge } from '../../ui/badge.tsx';
import { shortDateTime } from '../../ui/format.ts';
import { useNow } from '../../ui/now.ts';
import { SlaBadge } from '../../ui/sla-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './order-list.module.css';
import { StageBadge } from './stage-badge.tsx';

type OrderRow = z.infer<typeof RowSchema>;

export function OrderListTable({ rows }: { rows: readonly OrderRow[] }) {
  const now = useNow();
  const priorities = usePriorityNames();
  const columns: readonly Column<OrderRow>[] = [
    { id: 'number', label: text('orders.column.number'), isTitle: true, cell: (row) => <OrderLink row={row} /> },
    { id: 'customer', label: text('orders.column.customer'), cell: (row) => <CustomerCell row={row} /> },
    { id: 'stage', label: text('orders.column.stage'), cell: (row) => <StageBadge order={row} /> },
    { id: 'waiting', label: text('orders.column.waiting'), cell: (row) => waitingCell(row) },
    { id: 'sla', label: text('orders.column.sla'), cell: (row) => <SlaBadge sla={row.sla} nowMs={now} /> },
    {
      id: 'parts',
      label: text('orders.column.parts'),
      cell: (row) => (row.missingParts ? <Badge tone="bad">{text('orders.partsMissing')}</Badge> : null),
    },
    {
      id: 'priority',
      label: text('orders.column.priority'),
      cell: (row) => priorities.get(row.priority) ?? row.priority,
    },
    {
      id: 'submitted',
      label: text('orders.column.submitted'),
      cell: (row) => <time dateTime={row.submittedAt}>{shortDateTime(row.submittedAt)}</time>,
    },
  ];
  return <Table caption={text('orders.title')} columns={columns} rows={rows} keyOf={(row) => row.orderId} />;
}

function OrderLink({ row }: { row: OrderRow }) {
  return (
    <span className={styles['order']}>
      <Link to="/orders/$orderId" params={{ orderId: row.orderId }} className={styles['number'] ?? ''}>
        {row.number}
      </Link>
    </span>
  );
}

function CustomerCell({ row }: { row: OrderRow }) {
  return (
    <span className={styles['order']}>
      {row.customerName}
      <span className={styles['quiet']}>{row.customerNumber}</span>
    </span>
  );
}

function waitingCell({ waiting }: OrderRow) {
  if (waiting === null) return null;
  return (
    <span className={styles['waiting']}>
      {textOf('waitingFor', waiting.on)}
      {waiting.until !== null && (
        <span className={styles['quiet']}>{text('orders.waitingUntil', { until: shortDateTime(waiting.until) })}</span>
      )}
    </span>
  );
}
