/** A warehouse, and the warehouses that there are. */
import { useQuery } from '@tanstack/react-query';

import { stockRoutes } from '#contracts/http/inventory.ts';
import type { Warehouse } from '#contracts/http/inventory.ts';

import { queryOf } from '../api/queries.ts';
import { text } from '../ui/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

export function useWarehouses(): readonly Warehouse[] {
  return useQuery(queryOf(stockRoutes.listWarehouses, { query: { limit: 200 } })).data?.items ?? [];
}

/** What a warehouse is called, such as `Main warehouse (MAIN)`. */
export function warehouseLabel({ name, number }: Pick<Warehouse, 'name' | 'number'>): string {
  return `${name} (${number})`;
}

export function WarehouseSelect(props: Omit<ChoiceSelectProps, 'choices'>) {
  const choices = useWarehouses().map((one) => ({ value: one.warehouseId, label: warehouseLabel(one) }));
  return <ChoiceSelect label={text('stock.warehouse')} choices={choices} {...props} />;
}
