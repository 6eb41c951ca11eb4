/** Customers: who is served and who is billed. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import type { Customer } from '#contracts/http/customer-schemas.ts';
import {
  contactFile,
  customerFile,
  customersImportRoutes as imports,
  siteFile,
} from '#contracts/http/customers-import.ts';
import { customerRoutes } from '#contracts/http/customers.ts';

import { useCustomerNames } from '../../api/names.ts';
import type { Names } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { CsvImportButton } from '../../ui/csv-import.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import type { ListSearch } from '../../ui/list-search.ts';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { CustomerDialog } from './customer-dialog.tsx';

const rowsAPage = 50;

export function CustomerListPage() {
  const search = useSearch({ from: '/inside/set-up/customers' });
  const navigate = useNavigate({ from: '/set-up/customers' });
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const query = queryOfSearch(search);
  const page = useQuery({ ...queryOf(customerRoutes.list, { query }), placeholderData: keepPreviousData });
  const payers = useCustomerNames((page.data?.items ?? []).map(payerOf));
  const open = ({ customerId }: Customer) =>
    void navigate({ to: '/set-up/customers/$customerId', params: { customerId } });
  return (
    <ListPage
      title={text('customers.title')}
      beside={
        mayCall(session, customerRoutes.create) && (
          <Group gap="sm">
            <CsvImportButton title={text('customers.title')} list={customerFile} contract={imports.customers} />
            <CsvImportButton
              title={text('sites.title')}
              list={siteFile}
              contract={imports.sites}
              label={text('import.sites')}
            />
            <CsvImportButton
              title={text('contacts.title')}
              list={contactFile}
              contract={imports.contacts}
              label={text('import.contacts')}
            />
            <Button onClick={() => setOpen(true)}>{text('customers.new')}</Button>
          </Group>
        )
      }
      page={page}
      columns={columnsWith(payers)}
      keyOf={(customer) => customer.customerId}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true })}
      filters={{ search: true, inactive: true }}
    >
      {isOpen && <CustomerDialog customer={null} onClose={() => setOpen(false)} onSaved={open} />}
    </ListPage>
  );
}

function queryOfSearch({ search, inactive, cursor }: ListSearch) {
  return {
    limit: rowsAPage,
    ...(search === undefined ? {} : { search }),
    ...(inactive === true ? {} : { active: true }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

/** Who pays for a customer that does not pay itself. */
function payerOf({ customerId, billToCustomerId }: Customer): string | null {
  return billToCustomerId === customerId ? null : billToCustomerId;
}

function columnsWith(payers: Names): readonly Column<Customer>[] {
  return [
    {
      id: 'name',
      label: text('customer.name'),
      isTitle: true,
      cell: ({ customerId, name }) => (
        <Link to="/set-up/customers/$customerId" params={{ customerId }}>
          <strong>{name}</strong>
        </Link>
      ),
    },
    { id: 'number', label: text('customer.number'), cell: (row) => row.number },
    { id: 'city', label: text('customers.city'), cell: ({ address }) => (address === null ? null : address.city) },
    { id: 'phone', label: text('customer.phone'), cell: (row) => row.phone },
    {
      id: 'billTo',
      label: text('customers.billedElsewhere'),
      cell: (row) => payers.get(payerOf(row) ?? '') ?? null,
    },
    { id: 'active', label: text('list.active'), cell: (row) => text(row.active ? 'yes' : 'none') },
  ];
}
