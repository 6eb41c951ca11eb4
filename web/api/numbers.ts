/** Things by their numbers, as people and files name them. */
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';

import { text } from '../ui/texts.ts';
import { AnsweredProblem, read } from './client.ts';

const most = 200;

/** @throws AnsweredProblem when no item has the number */
export async function itemIdOf(number: string): Promise<string> {
  const { items } = await read(itemRoutes.list, { query: { search: number, limit: most } });
  const item = items.find((one) => one.number === number);
  if (item === undefined) throw unknown('inventory.unknown-item', text('stock.unknownItem', { number }));
  return item.itemId;
}

/** @throws AnsweredProblem when no technician has the number */
export async function technicianIdOf(number: string): Promise<string> {
  const { items } = await read(technicianRoutes.list, { query: { search: number, limit: most } });
  const technician = items.find((one) => one.number === number);
  if (technician === undefined) {
    throw unknown('dispatch.unknown-technician', text('technicians.unknown', { number }));
  }
  return technician.technicianId;
}

/**
 * The default warehouse where no number is given.
 * @throws AnsweredProblem when no warehouse has the number
 */
export async function warehouseIdOf(number: string | undefined): Promise<string> {
  const { items } = await read(stockRoutes.listWarehouses, { query: { limit: most } });
  const warehouse = items.find((one) => (number === undefined ? one.isDefault : one.number === number));
  if (warehouse !== undefined) return warehouse.warehouseId;
  throw unknown('inventory.unknown-warehouse', text('stock.unknownWarehouse', { number: number ?? '' }));
}

function unknown(code: string, title: string): AnsweredProblem {
  return new AnsweredProblem({ type: 'about:blank', title, status: 422, code });
}
