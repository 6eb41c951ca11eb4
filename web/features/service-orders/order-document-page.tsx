/** An order on paper: what is to be done, for whoever goes there, or what was done, for whoever signed it. No amounts. */
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';

import { customerRoutes } from '#contracts/http/customers.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { setupRoutes } from '#contracts/http/setup.ts';

import { useTechnicianNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { usePriorityNames } from '../../api/setup.ts';
import { CompanyLogo } from '../../ui/company-logo.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { dateTime, timeOfDay } from '../../ui/format.ts';
import { Page, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { addressParts } from '../customers/address.ts';
import { DocumentLines, DocumentRepairs, DocumentTasks } from './order-document-parts.tsx';
import styles from './order-document.module.css';
import type { OrderDocument } from './order-document-search.ts';
import { useOrderContact } from './order-contact.ts';
import { SignedOff } from './signed-off.tsx';

export function OrderDocumentPage() {
  const { orderId } = useParams({ from: '/inside/orders/$orderId/print' });
  const { document } = useSearch({ from: '/inside/orders/$orderId/print' });
  const read = useQuery(queryOf(serviceOrderRoutes.read, { params: { orderId } }));
  const order = read.data;
  const title = textOf('document', document);
  return (
    <Page
      title={order === undefined ? title : text('document.title', { title, number: order.number })}
      beside={
        <Group gap="sm" className={styles['buttons'] ?? ''}>
          <Link to="/orders/$orderId" params={{ orderId }}>
            {text('document.back')}
          </Link>
          <Button onClick={() => window.print()}>{text('document.print')}</Button>
        </Group>
      }
    >
      {read.isPending && <Waiting />}
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {order !== undefined && <Paper order={order} document={document} />}
    </Page>
  );
}

interface PaperProps {
  readonly order: ServiceOrder;
  readonly document: OrderDocument;
}

function Paper({ order, document }: PaperProps) {
  const isDone = document === 'work-receipt';
  return (
    <article className={styles['paper']}>
      <Seller />
      <Facts facts={useHeader(order)} />
      <Visits order={order} />
      <DocumentRepairs order={order} isDone={isDone} />
      <DocumentTasks order={order} isDone={isDone} />
      <DocumentLines order={order} isDone={isDone} />
      {isDone && order.signOff !== null ? (
        <Part title={text('order.signOff')}>
          <SignedOff signOff={order.signOff} />
        </Part>
      ) : (
        <Signature />
      )}
    </article>
  );
}

function Seller() {
  const { data: company } = useQuery(queryOf(setupRoutes.getCompany, {}));
  if (company === undefined) return null;
  return (
    <header className={styles['seller']}>
      <CompanyLogo fileId={company.logoFileId} alt={text('company.logo')} />
      <strong>{company.name}</strong>
      <span>{addressParts(company.address).join(', ')}</span>
    </header>
  );
}

/** For whom, where, about what. */
function useHeader(order: ServiceOrder): readonly Fact[] {
  const priorities = usePriorityNames();
  const contact = useOrderContact(order);
  const { customerId, customerName, customerNumber, serviceAddress: place } = order;
  const customer = useQuery(queryOf(customerRoutes.read, { params: { customerId } })).data;
  const address = place?.address ?? customer?.address ?? null;
  return [
    { label: text('order.customer'), value: `${customerName} (${customerNumber})` },
    { label: text('order.site'), value: place?.name ?? null },
    { label: text('document.address'), value: address === null ? null : addressParts(address).join(', ') },
    { label: text('order.contact'), value: contact === undefined ? null : joined([contact.name, contact.phone]) },
    { label: text('order.customerOrderNumber'), value: order.customerOrderNumber },
    { label: text('order.priority'), value: priorities.get(order.priority) ?? order.priority },
    { label: text('order.submitted'), value: dateTime(order.submittedAt) },
    { label: text('order.description'), value: order.description },
  ];
}

function joined(words: readonly (string | null)[]): string {
  return words.filter((word) => word !== null && word !== '').join(', ');
}

function Visits({ order: { visits } }: { order: ServiceOrder }) {
  const going = visits.filter(({ status }) => status !== 'cancelled');
  const names = useTechnicianNames(going.map(({ technicianId }) => technicianId));
  if (going.length === 0) return null;
  return (
    <Part title={text('visit.title')}>
      <ul className={styles['visits']}>
        {going.map(({ visitId, technicianId, startsAt, endsAt, timeZone }) => (
          <li key={visitId}>
            {dateTime(startsAt, timeZone)}–{timeOfDay(endsAt, timeZone)} {names.get(technicianId)}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Room for a name and a signature, where nobody has signed yet. */
function Signature() {
  return (
    <div className={styles['sign']}>
      <span>{text('document.date')}</span>
      <span>{text('document.name')}</span>
      <span>{text('document.signature')}</span>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['part']}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
