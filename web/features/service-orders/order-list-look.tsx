/** How the order list looks: its columns and its sequence, which stand in the address, and how close its rows are on this device. */
import { Checkbox, Stack } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';

import { orderColumns, orderSorts, usualColumns } from '#contracts/http/service-orders-list.ts';

import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { NoticeDialog } from '../../ui/dialog.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { OrderListSearch } from './order-list-search.ts';

const densities = ['comfortable', 'compact'] as const;
type Density = (typeof densities)[number];

/** How close rows are, remembered by the browser. */
export function useDensity() {
  return useLocalStorage<Density>({
    key: 'callout-order-list-density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
    serialize: (density) => density,
    deserialize: (kept) => densities.find((density) => density === kept) ?? 'comfortable',
  });
}

interface LookProps {
  readonly search: OrderListSearch;
  readonly onChange: (search: OrderListSearch) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
  readonly onClose: () => void;
}

const sequences = orderSorts.flatMap((sort) => [
  { value: sort, label: textOf('orders.sort', sort) },
  { value: `${sort}-ascending`, label: textOf('orders.sort', `${sort}-ascending`) },
]);

export function OrderListLook({ search, onChange, density, onDensity, onClose }: LookProps) {
  const shown = search.columns ?? usualColumns;
  const { sort = 'created', ascending } = search;
  const sortBy = (value: string) => {
    const wanted = { sort: value.replace('-ascending', ''), ascending: value.endsWith('-ascending') || undefined };
    const fit = OrderListSearch.pick({ sort: true, ascending: true }).parse(wanted);
    onChange({ ...search, ...fit, cursor: undefined });
  };
  const showColumns = (chosen: readonly string[]) => {
    const columns = orderColumns.filter((column) => chosen.includes(column));
    onChange({ ...search, columns: columns.join() === usualColumns.join() ? undefined : columns });
  };
  return (
    <NoticeDialog title={text('orders.look')} onClose={onClose}>
      <ChoiceSelect
        label={text('orders.sortedBy')}
        required
        searchable={false}
        choices={sequences}
        value={ascending === true ? `${sort}-ascending` : sort}
        onChange={sortBy}
      />
      <Checkbox.Group label={text('orders.columns')} value={[...shown]} onChange={showColumns}>
        <Stack gap="xs" mt="xs">
          {orderColumns.map((column) => (
            <Checkbox key={column} value={column} label={textOf('orders.column', column)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Checkbox
        label={text('orders.compact')}
        description={text('orders.compactHelp')}
        checked={density === 'compact'}
        onChange={(event) => onDensity(event.currentTarget.checked ? 'compact' : 'comfortable')}
      />
    </NoticeDialog>
  );
}
