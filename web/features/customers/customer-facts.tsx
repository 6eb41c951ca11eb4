/** Who a customer is, how it is reached, and who pays for it. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import type { Customer } from '#contracts/http/customer-schemas.ts';
import { customerRoutes } from '#contracts/http/customers.ts';

import { useCustomerNames } from '../../api/names.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Facts } from '../../ui/facts.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { Panel } from '../../ui/page.tsx';
import { languageName } from '../../ui/region-names.ts';
import { text } from '../../ui/texts.ts';
import { addressParts } from './address.ts';
import { CustomerDialog } from './customer-dialog.tsx';

export function CustomerFacts({ customer }: { customer: Customer }) {
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const { address, email } = customer;
  const facts: readonly Fact[] = [
    { label: text('customer.number'), value: customer.number },
    { label: text('customer.address'), value: address === null ? null : addressParts(address).join('\n') },
    { label: text('customer.email'), value: email === null ? null : <a href={`mailto:${email}`}>{email}</a> },
    { label: text('customer.phone'), value: customer.phone },
    { label: text('customer.billTo'), value: <BillTo customer={customer} /> },
    {
      label: text('customer.paymentTerms'),
      value: text('customer.paymentTermsDays', { days: customer.paymentTermsDays }),
    },
    { label: text('customer.language'), value: languageName(customer.language) },
    { label: text('customer.externalId'), value: customer.externalId },
  ];
  return (
    <Panel
      title={text('customer.facts')}
      beside={
        mayCall(session, customerRoutes.change) && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {text('list.change')}
          </Button>
        )
      }
    >
      <Facts facts={facts} />
      {isOpen && <CustomerDialog customer={customer} onClose={() => setOpen(false)} onSaved={() => setOpen(false)} />}
    </Panel>
  );
}

/** The customer that gets the invoices, which leads to its page. */
function BillTo({ customer }: { customer: Customer }) {
  const { customerId, billToCustomerId } = customer;
  const isItself = billToCustomerId === customerId;
  const names = useCustomerNames([isItself ? null : billToCustomerId]);
  if (isItself) return text('customer.billToItself');
  return (
    <Link to="/set-up/customers/$customerId" params={{ customerId: billToCustomerId }}>
      {names.get(billToCustomerId) ?? text('loading')}
    </Link>
  );
}
