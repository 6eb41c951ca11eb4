/** An invoice as it was issued, on screen and on paper. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

import type { Address as AddressSchema } from '#contracts/http/customer-schemas.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type * as z from 'zod';

import type { ReadBody } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { CompanyLogo } from '../../ui/company-logo.tsx';
import { Facts } from '../../ui/facts.tsx';
import { day, money, percent, quantity } from '../../ui/format.ts';
import { Page, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import styles from './invoicing.module.css';
import { OrderLinks } from './order-links.tsx';
import { WhatOfLine } from './what-of-line.tsx';

export function InvoicePage() {
  const { invoiceId } = useParams({ from: '/inside/invoices/$invoiceId' });
  const read = useQuery(queryOf(invoicingRoutes.getInvoice, { params: { invoiceId } }));
  const invoice = read.data;
  if (invoice === undefined) {
    return (
      <Page title={text('invoices.title')}>
        {read.isPending ? <Waiting /> : <ProblemNote error={read.error} onRetry={() => void read.refetch()} />}
      </Page>
    );
  }
  return (
    <Page
      title={text('invoice.title', { number: invoice.number })}
      beside={
        <Button variant="default" className={styles['screen'] ?? ''} onClick={() => window.print()}>
          {text('invoice.print')}
        </Button>
      }
    >
      <Sheet invoice={invoice} />
    </Page>
  );
}

type Invoice = ReadBody<typeof invoicingRoutes.getInvoice>;
type InvoiceLine = Invoice['lines'][number];

const columns: readonly Column<InvoiceLine>[] = [
  { id: 'number', label: text('invoice.position'), cell: (line) => line.lineNumber },
  { id: 'what', label: text('invoice.what'), cell: (line) => <WhatOfLine {...line}>{line.description}</WhatOfLine> },
  { id: 'day', label: text('invoice.day'), cell: (line) => day(line.workDate) },
  { id: 'quantity', label: text('invoice.quantity'), isNumber: true, cell: (line) => quantity(line.quantity) },
  { id: 'price', label: text('invoice.price'), isNumber: true, cell: (line) => money(line.unitPrice) },
  { id: 'amount', label: text('invoice.amount'), isNumber: true, cell: (line) => money(line.amount) },
];

function Sheet({ invoice }: { invoice: Invoice }) {
  const { seller, billTo } = invoice;
  return (
    <article className={styles['sheet']}>
      <div className={styles['parties']}>
        <section>
          <h2>{text('invoice.billTo')}</h2>
          <p>{billTo.name}</p>
          <AddressLines address={billTo.address} />
        </section>
        <section>
          <h2>{text('invoice.seller')}</h2>
          <CompanyLogo fileId={seller.logoFileId} alt={text('company.logo')} />
          <p>{seller.name}</p>
          <AddressLines address={seller.address} />
          <p>{text('invoice.taxNumber', { number: seller.taxNumber })}</p>
        </section>
      </div>
      <Facts
        facts={[
          { label: text('invoice.date'), value: day(invoice.issuedOn) },
          { label: text('invoice.due'), value: day(invoice.dueOn) },
          { label: text('invoice.customerNumber'), value: billTo.number },
          { label: text('invoice.customerOrder'), value: invoice.customerOrderNumber },
          { label: text('invoice.orders'), value: <OrderLinks numbers={invoice.orderNumbers} /> },
        ]}
      />
      <Table
        plain
        caption={text('invoice.title', { number: invoice.number })}
        columns={columns}
        rows={invoice.lines}
        keyOf={(line) => String(line.lineNumber)}
      />
      <Totals invoice={invoice} />
      <p className={styles['bank']}>
        {text('invoice.bank', { bank: seller.bank.name, iban: seller.bank.iban, bic: seller.bank.bic })}
      </p>
    </article>
  );
}

function Totals({ invoice }: { invoice: Invoice }) {
  return (
    <dl className={styles['totals']}>
      <dt>{text('invoice.net')}</dt>
      <dd>{money(invoice.net)}</dd>
      {invoice.taxes.map(({ taxCode, basisPoints, net, tax }) => (
        <div key={`${taxCode} ${basisPoints}`} className={styles['tax']}>
          <dt>{text('invoice.tax', { rate: percent(basisPoints), net: money(net) })}</dt>
          <dd>{money(tax)}</dd>
        </div>
      ))}
      <dt className={styles['gross']}>{text('invoice.gross')}</dt>
      <dd className={styles['gross']}>{money(invoice.gross)}</dd>
    </dl>
  );
}

function AddressLines({ address }: { address: z.infer<typeof AddressSchema> | null }) {
  if (address === null) return null;
  return (
    <>
      <p>{address.street}</p>
      <p>
        {address.postalCode} {address.city}, {address.country}
      </p>
    </>
  );
}
