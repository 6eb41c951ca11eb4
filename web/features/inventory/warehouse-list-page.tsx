/** Warehouses: where stock is kept. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { inventoryImportRoutes as imports, warehouseFile } from '#contracts/http/inventory-import.ts';
import { stockRoutes } from '#contracts/http/inventory.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { CsvImportButton } from '../../ui/csv-import.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { text } from '../../ui/texts.ts';
import { WarehouseDialog } from './warehouse-dialog.tsx';

const rowsAPage = 50;

export function WarehouseListPage() {
  const search = useSearch({ from: '/inside/set-up/warehouses' });
  const navigate = useNavigate({ from: '/set-up/warehouses' });
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const query = { limit: rowsAPage, ...(search.cursor === undefined ? {} : { cursor: search.cursor }) };
  const page = useQuery({ ...queryOf(stockRoutes.listWarehouses, { query }), placeholderData: keepPreviousData });
  return (
    <ListPage
      title={text('warehouses.title')}
      beside={
        mayCall(session, stockRoutes.addWarehouse) && (
          <Group gap="sm">
            <CsvImportButton title={text('warehouses.title')} list={warehouseFile} contract={imports.warehouses} />
            <Button onClick={() => setOpen(true)}>{text('warehouses.new')}</Button>
          </Group>
        )
      }
      page={page}
      columns={[
        { id: 'name', label: text('list.name'), isTitle: true, cell: (row) => <strong>{row.name}</strong> },
        { id: 'number', label: text('warehouses.number'), cell: (row) => row.number },
        { id: 'default', label: text('warehouses.default'), cell: (row) => text(row.isDefault ? 'yes' : 'none') },
      ]}
      keyOf={(row) => row.warehouseId}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true })}
    >
      {isOpen && <WarehouseDialog onClose={() => setOpen(false)} />}
    </ListPage>
  );
}
