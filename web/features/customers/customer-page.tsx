/** One customer: who it is, where it is served, and whom to ask there. */
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';

import { customerRoutes } from '#contracts/http/customers.ts';

import { queryOf } from '../../api/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Page, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Sided } from '../../ui/sided.tsx';
import { text } from '../../ui/texts.ts';
import { CustomerContacts } from './customer-contacts.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerHistory } from './customer-history.tsx';
import { CustomerSites } from './customer-sites.tsx';

interface CustomerPageProps {
  /** The part of another area. */
  readonly objects: (customerId: string) => ReactNode;
}

export function CustomerPage({ objects }: CustomerPageProps) {
  const { customerId } = useParams({ from: '/inside/set-up/customers/$customerId' });
  const {
    data: customer,
    error,
    isPending,
    refetch,
  } = useQuery(queryOf(customerRoutes.read, { params: { customerId } }));
  return (
    <Page
      title={customer?.name ?? text('customers.title')}
      beside={<Link to="/set-up/customers">{text('customer.back')}</Link>}
    >
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {isPending && <Waiting />}
      {customer?.active === false && (
        <div>
          <Badge tone="neutral">{text('customer.inactive')}</Badge>
        </div>
      )}
      {customer !== undefined && (
        <Sided key={customerId} isSideWide side={<CustomerFacts customer={customer} />}>
          <CustomerSites customerId={customerId} />
          {objects(customerId)}
          <CustomerContacts customerId={customerId} />
          <CustomerHistory customerId={customerId} />
        </Sided>
      )}
    </Page>
  );
}
