/** The orders of the list with what can be done with those that are chosen; it stays while the list empties under a run. */
import { useSelection } from '../../ui/use-selection.ts';
import { BulkBar, useMayDoMany } from './bulk-bar.tsx';
import { OrderListTable, type OrderListTableProps } from './order-list-table.tsx';

export function ChoosableOrders(props: Omit<OrderListTableProps, 'selection'>) {
  const { rows } = props;
  const keys = rows.map(({ orderId }) => orderId);
  const selection = useSelection(keys);
  const mayDoMany = useMayDoMany();
  return (
    <>
      {mayDoMany && <BulkBar selection={selection} all={keys.length} />}
      {rows.length > 0 && <OrderListTable {...props} selection={mayDoMany ? selection : null} />}
    </>
  );
}
