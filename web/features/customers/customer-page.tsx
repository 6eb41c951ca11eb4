/** One customer: who it is, where it is served, and whom to ask there. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';

import { customerRoutes } from '#contracts/http/customers.ts';

import { queryOf } from '../../api/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { Page, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { CustomerContacts } from './customer-contacts.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerHistory } from './customer-history.tsx';
import { CustomerSites } from './customer-sites.tsx';
import styles from './customers.module.css';

export function CustomerPage() {
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
        <div key={customerId} className={styles['columns']}>
          <div className={styles['side']}>
            <CustomerFacts customer={customer} />
          </div>
          <div className={styles['main']}>
            <CustomerSites customerId={customerId} />
            <CustomerContacts customerId={customerId} />
            <CustomerHistory customerId={customerId} />
          </div>
        </div>
      )}
    </Page>
  );
}
