/** The live list of service orders. */
import { lazy, Suspense, useState } from 'react';
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { addressOf } from '#contracts/http/route.ts';
import { orderExportRoutes } from '#contracts/http/service-orders-list.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { mayCall, useSession } from '../../api/session.ts';
import { Empty, Page, Waiting } from '../../ui/page.tsx';
import { Pages } from '../../ui/pages.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { ChoosableOrders } from './choosable-orders.tsx';
import { OrderListFilters } from './order-list-filters.tsx';
import { orderListQuery } from './order-list-query.ts';
import { isFiltered, queryOfSearch } from './order-list-search.ts';
import { OrderListLook, useDensity } from './order-list-look.tsx';
import type { OrderListSearch } from './order-list-search.ts';
import { OrderListViews } from './order-list-views.tsx';

/** Not for whoever only looks: it brings the forms of lines, repair lines and visits. */
const NewOrderDialog = lazy(async () => {
  const dialog = await import('./new-order-dialog.tsx');
  return { default: dialog.NewOrderDialog };
});

export function OrderListPage() {
  const search = useSearch({ from: '/inside/orders' });
  const navigate = useNavigate({ from: '/orders' });
  const session = useSession();
  const [round, setRound] = useState(0);
  const [isLookOpen, setLookOpen] = useState(false);
  const [density, setDensity] = useDensity();
  const page = useQuery({ ...orderListQuery(search), placeholderData: keepPreviousData });
  const next = page.data?.nextCursor ?? undefined;
  const mayCreate = mayCall(session, serviceOrderRoutes.create);
  const creating = (isOpen: boolean) =>
    navigate({ search: { ...search, new: isOpen ? true : undefined }, replace: true });
  const open = async (orderId: string) => {
    // The way back leads to the list without the dialog.
    await creating(false);
    await navigate({ to: '/orders/$orderId', params: { orderId } });
  };
  const change = (filters: OrderListSearch) => void navigate({ search: filters, replace: true });
  const show = (shown: OrderListSearch) => {
    change(shown);
    // What stands in the fields goes as well.
    setRound(round + 1);
  };
  return (
    <Page
      title={text('orders.title')}
      beside={
        <Group gap="sm">
          <Button variant="default" onClick={() => setLookOpen(true)}>
            {text('orders.look')}
          </Button>
          <Button variant="default" component="a" href={fileOf(search)} download>
            {text('csv.save')}
          </Button>
          {mayCreate && <Button onClick={() => void creating(true)}>{text('orders.new')}</Button>}
        </Group>
      }
    >
      <OrderListViews search={search} onShow={show} />
      <OrderListFilters key={round} search={search} onChange={change} />
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data?.items.length === 0 && <NoOrders search={search} onClear={() => show(withoutFilters(search))} />}
      <ChoosableOrders
        rows={page.data?.items ?? []}
        shown={search.columns}
        compact={density === 'compact'}
        sorting={search}
        onSort={(sorting) => change({ ...search, ...sorting, cursor: undefined })}
      />
      <Pages
        isFirst={search.cursor === undefined}
        next={next}
        onPage={(cursor) => void navigate({ search: { ...search, cursor } })}
      />
      {isLookOpen && (
        <OrderListLook
          {...{ search, density }}
          onChange={change}
          onDensity={setDensity}
          onClose={() => setLookOpen(false)}
        />
      )}
      {mayCreate && search.new === true && (
        <Suspense>
          <NewOrderDialog onClose={() => void creating(false)} onCreated={(orderId) => void open(orderId)} />
        </Suspense>
      )}
    </Page>
  );
}

/** The same look over every order. */
function withoutFilters({ sort, ascending, columns }: OrderListSearch): OrderListSearch {
  return { sort, ascending, columns, all: true };
}

/** The address of all that the filters show as a file, whichever page is open. */
function fileOf(search: OrderListSearch): string {
  const { cursor: _, ...query } = queryOfSearch(search);
  return addressOf(orderExportRoutes.read, {}, query);
}

function NoOrders({ search, onClear }: { search: OrderListSearch; onClear: () => void }) {
  if (search.all === true && !isFiltered({ ...search, all: undefined }))
    return <Empty>{text('orders.emptyAll')}</Empty>;
  return (
    <Empty>
      <p>{text('orders.empty')}</p>
      <Button variant="subtle" onClick={onClear}>
        {text('orders.clear')}
      </Button>
    </Empty>
  );
}
