/** The stock of an item in every warehouse, and its last movements. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type * as z from 'zod';

import { stockRoutes } from '#contracts/http/inventory.ts';
import type { Item, StockLevel, StockMovement } from '#contracts/http/inventory.ts';

import { useActorNames } from '../../api/names.ts';
import type { Names } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { useWarehouses, warehouseLabel } from '../../pickers/warehouse-select.tsx';
import { dateTime, quantity } from '../../ui/format.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';

type Level = z.infer<typeof StockLevel>;
type Movement = z.infer<typeof StockMovement>;

function useWarehouseNames(): Names {
  return new Map(useWarehouses().map((one) => [one.warehouseId, warehouseLabel(one)]));
}

export function ItemStock({ item }: { item: Item }) {
  const warehouses = useWarehouseNames();
  const read = useQuery(queryOf(stockRoutes.listLevels, { query: { itemId: item.itemId, limit: 200 } }));
  const count = (id: 'onHand' | 'reserved' | 'available'): Column<Level> => ({
    id,
    label: text(`stock.${id}`),
    isNumber: true,
    cell: (level) => quantity(level[id], item.unit),
  });
  const columns: readonly Column<Level>[] = [
    {
      id: 'warehouse',
      label: text('stock.warehouse'),
      isTitle: true,
      cell: (level) => warehouses.get(level.warehouseId) ?? text('none'),
    },
    count('onHand'),
    count('reserved'),
    count('available'),
  ];
  return (
    <Panel title={text('stock.title')}>
      {read.isPending && <Waiting />}
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {read.data?.items.length === 0 && <Quiet>{text('stock.none')}</Quiet>}
      {read.data !== undefined && read.data.items.length > 0 && (
        <Table
          plain
          caption={text('stock.title')}
          columns={columns}
          rows={read.data.items}
          keyOf={(level) => level.warehouseId}
        />
      )}
    </Panel>
  );
}

const lastMovements = 20;

export function ItemMovements({ item }: { item: Item }) {
  const query = { itemId: item.itemId, limit: lastMovements };
  const read = useQuery(queryOf(stockRoutes.listMovements, { query }));
  const columns = useMovementColumns(item, read.data?.items ?? []);
  return (
    <Panel title={text('movements.title')}>
      {read.isPending && <Waiting />}
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {read.data?.items.length === 0 && <Quiet>{text('movements.none')}</Quiet>}
      {read.data !== undefined && read.data.items.length > 0 && (
        <Table
          plain
          caption={text('movements.title')}
          columns={columns}
          rows={read.data.items}
          keyOf={(movement) => movement.movementId}
        />
      )}
    </Panel>
  );
}

function useMovementColumns({ unit }: Item, movements: readonly Movement[]): readonly Column<Movement>[] {
  const warehouses = useWarehouseNames();
  const actors = useActorNames(movements.map(({ principal }) => principal));
  return [
    { id: 'kind', label: text('movements.kind'), isTitle: true, cell: (row) => textOf('movements.kind', row.kind) },
    { id: 'when', label: text('movements.when'), cell: (row) => dateTime(row.occurredAt) },
    {
      id: 'quantity',
      label: text('movements.quantity'),
      isNumber: true,
      cell: (row) => quantity(row.quantity, unit),
    },
    {
      id: 'warehouse',
      label: text('stock.warehouse'),
      cell: (row) => warehouses.get(row.warehouseId) ?? text('none'),
    },
    {
      id: 'for',
      label: text('movements.for'),
      cell: ({ orderId, reference }) => (orderId === null ? reference : <OrderLink orderId={orderId} />),
    },
    { id: 'by', label: text('movements.by'), cell: (row) => actors.get(row.principal) ?? text('actor.system') },
  ];
}

function OrderLink({ orderId }: { orderId: string }) {
  return (
    <Link to="/orders/$orderId" params={{ orderId }}>
      {text('movements.order')}
    </Link>
  );
}
