/** Items: what orders take from stock. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { inventoryImportRoutes as imports, itemFile, stockFile } from '#contracts/http/inventory-import.ts';
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import type { Item } from '#contracts/http/inventory.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { CsvImportButton } from '../../ui/csv-import.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { useItemGroupNames } from './item-groups.ts';
import { ItemDialog } from './item-dialog.tsx';
import { ReceiveStockDialog } from './receive-stock-dialog.tsx';

const rowsAPage = 50;

export function ItemListPage() {
  const search = useSearch({ from: '/inside/set-up/items' });
  const navigate = useNavigate({ from: '/set-up/items' });
  const session = useSession();
  const [open, setOpen] = useState<Item | 'new' | 'receipt' | null>(null);
  const { inactive, ...found } = search;
  const query = { limit: rowsAPage, ...found, ...(inactive === true ? {} : { active: true }) };
  const page = useQuery({ ...queryOf(itemRoutes.list, { query }), placeholderData: keepPreviousData });
  const mayChange = mayCall(session, itemRoutes.save);
  const columns = useColumns();
  const close = () => setOpen(null);
  return (
    <ListPage
      title={text('items.title')}
      beside={
        <Group gap="sm">
          {mayChange && <CsvImportButton title={text('items.title')} list={itemFile} contract={imports.items} />}
          {mayCall(session, stockRoutes.receive) && (
            <>
              <CsvImportButton
                title={text('stock.import')}
                list={stockFile}
                contract={imports.stock}
                label={text('stock.importButton')}
              />
              <Button variant="default" onClick={() => setOpen('receipt')}>
                {text('stock.receive')}
              </Button>
            </>
          )}
          {mayChange && <Button onClick={() => setOpen('new')}>{text('items.new')}</Button>}
        </Group>
      }
      page={page}
      columns={mayChange ? [...columns, changeColumn(setOpen)] : columns}
      keyOf={(row) => row.itemId}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true })}
      filters={{ search: true, inactive: true }}
    >
      {open === 'receipt' && <ReceiveStockDialog item={null} onClose={close} />}
      {open !== null && open !== 'receipt' && <ItemDialog item={open === 'new' ? null : open} onClose={close} />}
    </ListPage>
  );
}

function useColumns(): readonly Column<Item>[] {
  const groups = useItemGroupNames();
  return [
    {
      id: 'name',
      label: text('list.name'),
      isTitle: true,
      cell: ({ itemId, name }) => (
        <Link to="/set-up/items/$itemId" params={{ itemId }}>
          <strong>{name}</strong>
        </Link>
      ),
    },
    { id: 'number', label: text('items.number'), cell: (row) => row.number },
    { id: 'unit', label: text('items.unit'), cell: (row) => row.unit },
    { id: 'group', label: text('items.group'), cell: ({ groupId }) => groups.get(groupId ?? '') ?? groupId },
    { id: 'externalId', label: text('items.externalId'), cell: (row) => row.externalId },
    { id: 'active', label: text('list.active'), cell: (row) => text(row.active ? 'yes' : 'none') },
  ];
}

function changeColumn(onChange: (item: Item) => void): Column<Item> {
  return {
    id: 'change',
    label: text('list.change'),
    cell: (row) => <ChangeButton name={row.name} onClick={() => onChange(row)} />,
  };
}
