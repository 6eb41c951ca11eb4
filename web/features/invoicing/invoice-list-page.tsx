/** Invoices, the newest first. */
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { expenseRoutes } from '#contracts/http/service-orders-expenses.ts';
import type { InvoiceRow } from '#contracts/http/invoicing-schemas.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { day, money } from '../../ui/format.ts';
import { Empty, Page, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { OrderLinks } from './order-links.tsx';

const columns: readonly Column<InvoiceRow>[] = [
  {
    id: 'number',
    label: text('invoices.column.number'),
    isTitle: true,
    cell: ({ invoiceId, number }) => (
      <Link to="/invoices/$invoiceId" params={{ invoiceId }}>
        {number}
      </Link>
    ),
  },
  { id: 'customer', label: text('invoices.column.customer'), cell: ({ billToName }) => billToName },
  {
    id: 'orders',
    label: text('invoices.column.orders'),
    cell: ({ orderNumbers }) => <OrderLinks numbers={orderNumbers} />,
  },
  { id: 'issued', label: text('invoices.column.issued'), cell: (row) => day(row.issuedOn) },
  { id: 'due', label: text('invoices.column.due'), cell: (row) => day(row.dueOn) },
  { id: 'net', label: text('invoices.column.net'), isNumber: true, cell: (row) => money(row.net) },
  { id: 'gross', label: text('invoices.column.gross'), isNumber: true, cell: (row) => money(row.gross) },
];

export function InvoiceListPage() {
  const search = useSearch({ from: '/inside/invoices' });
  const navigate = useNavigate({ from: '/invoices' });
  const query = { ...search, limit: 50 };
  const page = useQuery({ ...queryOf(invoicingRoutes.listInvoices, { query }), placeholderData: keepPreviousData });
  const next = page.data?.nextCursor ?? undefined;
  return (
    <Page title={text('invoices.title')} beside={<ToExpenses />}>
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data?.items.length === 0 && <Empty>{text('invoices.empty')}</Empty>}
      {page.data !== undefined && page.data.items.length > 0 && (
        <Table
          caption={text('invoices.title')}
          columns={columns}
          rows={page.data.items}
          keyOf={(row) => row.invoiceId}
        />
      )}
      <Group gap="sm" justify="flex-end">
        {search.cursor !== undefined && (
          <Button variant="default" onClick={() => void navigate({ search: {} })}>
            {text('invoices.first')}
          </Button>
        )}
        {next !== undefined && (
          <Button variant="default" onClick={() => void navigate({ search: { cursor: next } })}>
            {text('invoices.next')}
          </Button>
        )}
      </Group>
    </Page>
  );
}

/** What technicians paid is beside what customers pay. */
function ToExpenses() {
  return mayCall(useSession(), expenseRoutes.list) ? <Link to="/expenses">{text('expenses.title')}</Link> : null;
}
