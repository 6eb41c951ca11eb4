/** Orders as rows: what a dispatcher has to see without opening one. */
import { Link } from '@tanstack/react-router';
import type * as z from 'zod';

import type { ServiceOrderRow as RowSchema } from '#contracts/http/service-order-schemas.ts';
import { usualColumns } from '#contracts/http/service-orders-list.ts';
import type { OrderColumn, OrderSort } from '#contracts/http/service-orders-list.ts';

import { useUserNames } from '../../api/names.ts';
import { usePriorityNames } from '../../api/setup.ts';
import { Badge } from '../../ui/badge.tsx';
import { choiceColumn } from '../../ui/choice-column.tsx';
import { shortDateTime } from '../../ui/format.ts';
import { useNow } from '../../ui/now.ts';
import { SlaBadge } from '../../ui/sla-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import type { Selection } from '../../ui/use-selection.ts';
import styles from './order-list.module.css';
import type { OrderListSearch } from './order-list-search.ts';
import { StageBadge } from './stage-badge.tsx';

type OrderRow = z.infer<typeof RowSchema>;

export interface OrderListTableProps {
  readonly rows: readonly OrderRow[];
  /** The usual columns when undefined. */
  readonly shown: readonly OrderColumn[] | undefined;
  readonly compact: boolean;
  readonly sorting: OrderSorting;
  readonly onSort: (sorting: OrderSorting) => void;
  /** Null for those who may do nothing with many. */
  readonly selection: Selection | null;
}

export function OrderListTable({ rows, shown, compact, sorting, onSort, selection }: OrderListTableProps) {
  const sortable = (sort: OrderSort) => ({ sorting: sortingOf(sort, sorting, onSort) });
  const columns = useColumns(sortable, rows);
  const wanted = shown ?? usualColumns;
  const fit = columns.filter(({ id }) => id === 'number' || wanted.some((each) => each === id));
  const choosable = {
    keys: rows.map(({ orderId }) => orderId),
    keyOf: ({ orderId }: OrderRow) => orderId,
    nameOf: ({ number }: OrderRow) => text('bulk.chooseThis', { number }),
    allName: text('bulk.chooseAll'),
  };
  const all = selection === null ? fit : [choiceColumn(selection, choosable), ...fit];
  return (
    <Table caption={text('orders.title')} columns={all} rows={rows} keyOf={(row) => row.orderId} compact={compact} />
  );
}

/** What the list is sorted by, as it stands in the address. */
type OrderSorting = Pick<OrderListSearch, 'sort' | 'ascending'>;

/** A column begins with what one looks for first: the newest, or what falls due next. */
function sortingOf(
  sort: OrderSort,
  { sort: by = 'created', ascending }: OrderSorting,
  onSort: (to: OrderSorting) => void,
) {
  const isBy = by === sort;
  const begins = sort === 'sla-due' ? true : undefined;
  const turned = ascending === true ? undefined : true;
  return {
    now: !isBy ? 'none' : ascending === true ? 'ascending' : 'descending',
    toggle: () => onSort({ sort, ascending: isBy ? turned : begins }),
  } as const;
}

function useColumns(
  sortable: (sort: OrderSort) => Pick<Column<OrderRow>, 'sorting'>,
  rows: readonly OrderRow[],
): readonly (Column<OrderRow> & { readonly id: OrderColumn | 'number' })[] {
  const now = useNow();
  const priorities = usePriorityNames();
  const names = useUserNames(rows.map(({ responsibleId }) => responsibleId));
  return [
    {
      ...{ id: 'number', label: text('orders.column.number'), isTitle: true, ...sortable('number') },
      cell: (row) => <OrderLink row={row} />,
    },
    { id: 'customer', label: text('orders.column.customer'), cell: (row) => <CustomerCell row={row} /> },
    { id: 'stage', label: text('orders.column.stage'), cell: (row) => <StageBadge order={row} /> },
    { id: 'waiting', label: text('orders.column.waiting'), cell: (row) => waitingCell(row) },
    {
      id: 'sla',
      label: text('orders.column.sla'),
      ...sortable('sla-due'),
      cell: (row) => <SlaBadge sla={row.sla} nowMs={now} />,
    },
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
      id: 'responsible',
      label: text('orders.column.responsible'),
      cell: ({ responsibleId }) => (responsibleId === null ? text('none') : names.get(responsibleId)),
    },
    { id: 'origin', label: text('orders.column.origin'), cell: ({ origin }) => textOf('origin', origin) },
    {
      id: 'submitted',
      label: text('orders.column.submitted'),
      ...sortable('submitted'),
      cell: (row) => <time dateTime={row.submittedAt}>{shortDateTime(row.submittedAt)}</time>,
    },
    {
      id: 'created',
      label: text('orders.column.created'),
      ...sortable('created'),
      cell: (row) => <time dateTime={row.createdAt}>{shortDateTime(row.createdAt)}</time>,
    },
  ];
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
