/** Prices and costs, the latest first. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { invoicingImportRoutes as imports, priceFile } from '#contracts/http/invoicing-import.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type { PriceEntryView } from '#contracts/http/invoicing-schemas.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCurrency } from '../../api/setup.ts';
import { CsvImportButton } from '../../ui/csv-import.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { Quiet } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';
import { usePriceColumns } from './price-columns.tsx';
import { PriceDialog } from './price-dialog.tsx';
import { PriceFilters } from './price-filters.tsx';
import { PriceWithdrawDialog } from './price-withdraw-dialog.tsx';

const rowsAPage = 50;

type Open = { readonly what: 'change' | 'withdraw'; readonly entry: PriceEntryView } | { readonly what: 'new' };

export function PriceListPage() {
  const search = useSearch({ from: '/inside/set-up/prices' });
  const navigate = useNavigate({ from: '/set-up/prices' });
  const session = useSession();
  const currency = useCurrency();
  const [open, setOpen] = useState<Open | null>(null);
  const query = { limit: rowsAPage, ...search };
  const page = useQuery({ ...queryOf(invoicingRoutes.listPriceEntries, { query }), placeholderData: keepPreviousData });
  const mayChange = mayCall(session, invoicingRoutes.putPriceEntry);
  const { columns, nameOf } = usePriceColumns(page.data?.items ?? [], {
    onChange: mayChange ? (entry) => setOpen({ what: 'change', entry }) : null,
    onWithdraw: mayChange ? (entry) => setOpen({ what: 'withdraw', entry }) : null,
  });
  const close = () => setOpen(null);
  return (
    <ListPage
      title={text('prices.title')}
      beside={
        mayChange && (
          <Group gap="sm">
            <CsvImportButton title={text('prices.title')} list={priceFile} contract={imports.priceEntries} />
            <Button disabled={currency === undefined} onClick={() => setOpen({ what: 'new' })}>
              {text('prices.new')}
            </Button>
          </Group>
        )
      }
      above={
        <>
          <Quiet>{text('prices.rule')}</Quiet>
          <PriceFilters search={search} onChange={(changed) => void navigate({ search: changed, replace: true })} />
        </>
      }
      page={page}
      columns={columns}
      keyOf={(row) => row.priceEntryId}
      search={{ cursor: search.cursor }}
      onSearch={({ cursor }) => void navigate({ search: { ...search, cursor } })}
    >
      {open?.what === 'new' && currency !== undefined && (
        <PriceDialog entry={null} title={text('prices.new')} currency={currency} onClose={close} />
      )}
      {open?.what === 'change' && (
        <PriceDialog
          entry={open.entry}
          title={text('list.changeOf', { name: nameOf(open.entry) })}
          currency={open.entry.amount.currency}
          onClose={close}
        />
      )}
      {open?.what === 'withdraw' && (
        <PriceWithdrawDialog entry={open.entry} name={nameOf(open.entry)} onClose={close} />
      )}
    </ListPage>
  );
}
