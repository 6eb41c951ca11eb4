/** Items, warehouses and stock in files: their columns, and the doors through which such a file comes in. */
import * as z from 'zod';

import { curators, planners } from '../roles.ts';
import { importedList, importRoute } from './import-route.ts';
import { NewItem, NewWarehouse } from './inventory.ts';
import { Quantity } from './schemas.ts';

const area = 'inventory';

const ItemNumber = z.string().min(1).max(60);

const StockInFile = z.strictObject({
  itemNumber: ItemNumber,
  quantity: Quantity.positive(),
  reference: z.string().min(1).max(100),
  warehouseNumber: z.string().max(60).optional(),
});
export type StockInFile = z.infer<typeof StockInFile>;

export const itemFile = importedList({
  row: NewItem.required({ externalId: true }),
  once: [['externalId'], ['number']],
  columns: [
    { at: 'externalId', header: 'External id', kind: 'text', example: 'erp-4711' },
    { at: 'number', header: 'Number', kind: 'text', example: 'P-100' },
    { at: 'name', header: 'Name', kind: 'text', example: 'Door roller' },
    { at: 'unit', header: 'Unit', kind: 'text', example: 'pcs' },
    { at: 'groupId', header: 'Group', kind: 'text', example: 'wear-parts' },
    { at: 'active', header: 'Offered', kind: 'flag', example: 'yes' },
  ],
});

export const warehouseFile = importedList({
  row: NewWarehouse,
  once: [['number']],
  columns: [
    { at: 'number', header: 'Number', kind: 'text', example: 'VAN-1' },
    { at: 'name', header: 'Name', kind: 'text', example: 'Van of the north tour' },
  ],
});

/** An item comes in once for a reference and a warehouse, whatever is sent again. */
export const stockFile = importedList({
  row: StockInFile,
  once: [['itemNumber', 'reference', 'warehouseNumber']],
  columns: [
    { at: 'itemNumber', header: 'Item number', kind: 'text', example: 'P-100' },
    { at: 'quantity', header: 'Quantity', kind: 'number', example: '12.5' },
    { at: 'reference', header: 'Reference', kind: 'text', example: 'Opening stock' },
    { at: 'warehouseNumber', header: 'Warehouse number', kind: 'text', example: 'MAIN' },
  ],
});

export const inventoryImportRoutes = {
  items: importRoute({ id: 'importItems', area, plural: 'items', roles: curators }),
  warehouses: importRoute({ id: 'importWarehouses', area, plural: 'warehouses', roles: curators }),
  stock: importRoute({ id: 'importStockReceipts', area, plural: 'stock-receipts', roles: planners }),
} as const;
