/** Objects by number: whose they are, what they are part of, and until when they are under warranty. */
import { useState } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import type { ServiceObject } from '#contracts/http/customer-schemas.ts';
import { objectFile, objectsImportRoutes } from '#contracts/http/objects-import.ts';
import { objectRoutes } from '#contracts/http/objects.ts';

import { useCustomerNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { CsvImportButton } from '../../ui/csv-import.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { text } from '../../ui/texts.ts';
import { useObjectColumns } from './object-columns.tsx';
import { ObjectDialog } from './object-dialog.tsx';
import type { ObjectListSearch } from './object-list-search.ts';

const rowsAPage = 50;

export function ObjectListPage() {
  const search = useSearch({ from: '/inside/set-up/objects' });
  const navigate = useNavigate({ from: '/set-up/objects' });
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const page = useQuery({
    ...queryOf(objectRoutes.list, { query: queryOfSearch(search) }),
    placeholderData: keepPreviousData,
  });
  const rows = page.data?.items ?? [];
  const customers = useCustomerNames(rows.map(({ customerId }) => customerId));
  const ofCustomer = {
    id: 'customer',
    label: text('objects.customer'),
    cell: ({ customerId }: ServiceObject) => customers.get(customerId) ?? null,
  };
  const columns = useObjectColumns(rows, [ofCustomer]);
  const show = (changed: ObjectListSearch) => void navigate({ search: changed, replace: true });
  const open = ({ objectId }: ServiceObject) =>
    void navigate({ to: '/set-up/objects/$objectId', params: { objectId } });
  return (
    <ListPage
      title={text('objects.title')}
      beside={
        <Group gap="sm">
          {mayCall(session, objectsImportRoutes.objects) && (
            <CsvImportButton title={text('objects.title')} list={objectFile} contract={objectsImportRoutes.objects} />
          )}
          {mayCall(session, objectRoutes.create) && (
            <Button onClick={() => setOpen(true)}>{text('objects.new')}</Button>
          )}
        </Group>
      }
      above={<Filters search={search} onChange={(changed) => show({ ...search, cursor: undefined, ...changed })} />}
      page={page}
      columns={columns}
      keyOf={({ objectId }) => objectId}
      search={search}
      onSearch={show}
      filters={{ search: true, inactive: true, inactiveLabel: text('objects.showOutOfUse') }}
    >
      {isOpen && <ObjectDialog object={null} onClose={() => setOpen(false)} onSaved={open} />}
    </ListPage>
  );
}

function queryOfSearch({ search, inactive, customer, from, to, cursor }: ObjectListSearch) {
  return {
    limit: rowsAPage,
    ...(search === undefined ? {} : { search }),
    ...(inactive === true ? {} : { active: true }),
    ...(customer === undefined ? {} : { customerId: customer }),
    ...(from === undefined ? {} : { warrantyFrom: from }),
    ...(to === undefined ? {} : { warrantyTo: to }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

interface FiltersProps {
  readonly search: ObjectListSearch;
  readonly onChange: (changed: ObjectListSearch) => void;
}

function Filters({ search, onChange }: FiltersProps) {
  const said = (typed: string) => (typed === '' ? undefined : typed);
  return (
    <Group align="end">
      <CustomerSelect
        label={text('objects.customer')}
        value={search.customer ?? ''}
        onChange={(customer) => onChange({ customer: said(customer) })}
      />
      <TextInput
        type="date"
        label={text('objects.warranty.endsFrom')}
        value={search.from ?? ''}
        onChange={(event) => onChange({ from: said(event.currentTarget.value) })}
      />
      <TextInput
        type="date"
        label={text('objects.warranty.endsTo')}
        value={search.to ?? ''}
        onChange={(event) => onChange({ to: said(event.currentTarget.value) })}
      />
    </Group>
  );
}
