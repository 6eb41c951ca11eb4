/** What of an order is on its way to an invoice: the proposal with its amounts, and the invoice once there is one. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type { ProposalView } from '#contracts/http/invoicing-schemas.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { useItemNames } from '../../api/names.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { money, quantity } from '../../ui/format.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './invoicing.module.css';
import { WhatOfLine } from './what-of-line.tsx';

/** How often a proposal is read while the order's word is on its way, in milliseconds. */
const confirmationPollMs = 1_000;

type ProposalLine = ProposalView['lines'][number];

export function OrderBilling({ order }: { order: ServiceOrder }) {
  const session = useSession();
  const { proposalId, invoiceId, invoiceNumber } = order;
  return (
    <Panel title={text('billing.title')}>
      {proposalId === null && <Quiet>{text('billing.none')}</Quiet>}
      {proposalId !== null &&
        (mayCall(session, invoicingRoutes.getProposal) ? (
          <Proposal proposalId={proposalId} />
        ) : (
          <Quiet>{text('billing.forbidden')}</Quiet>
        ))}
      {invoiceId !== null && <InvoiceLink invoiceId={invoiceId} number={invoiceNumber ?? ''} />}
    </Panel>
  );
}

function InvoiceLink({ invoiceId, number }: { invoiceId: string; number: string }) {
  return (
    <Link to="/invoices/$invoiceId" params={{ invoiceId }}>
      {text('billing.invoice', { number })}
    </Link>
  );
}

function Proposal({ proposalId }: { proposalId: string }) {
  const read = useQuery({
    ...queryOf(invoicingRoutes.getProposal, { params: { proposalId } }),
    // The order's word that its posting stands reaches invoicing on its own way, after what tells this page of changes.
    refetchInterval: ({ state }) => state.data?.state === 'open' && !state.data.confirmed && confirmationPollMs,
  });
  const columns = useProposalColumns(read.data?.lines ?? []);
  const proposal = read.data;
  if (proposal === undefined) {
    return read.isPending ? <Waiting /> : <ProblemNote error={read.error} onRetry={() => void read.refetch()} />;
  }
  if (proposal.state === 'withdrawn') return <Quiet>{text('billing.withdrawn')}</Quiet>;
  return (
    <>
      <Table
        plain
        caption={text('billing.proposal')}
        columns={columns}
        rows={proposal.lines}
        keyOf={(line) => line.transactionId}
      />
      <p className={styles['total']}>
        {text('invoice.net')} <strong>{money(proposal.net)}</strong>
      </p>
      {proposal.state === 'open' && <PostProposal proposal={proposal} />}
    </>
  );
}

function useProposalColumns(lines: readonly ProposalLine[]): readonly Column<ProposalLine>[] {
  const categories = useCategoryNames();
  const { names } = useItemNames(lines.map((line) => line.itemId));
  return [
    {
      id: 'what',
      label: text('invoice.what'),
      isTitle: true,
      cell: (line) => (
        <WhatOfLine {...line}>
          {names.get(line.itemId ?? '') ?? categories.get(line.category) ?? line.category}
        </WhatOfLine>
      ),
    },
    { id: 'type', label: text('line.type'), cell: (line) => textOf('line.type', line.type) },
    { id: 'quantity', label: text('invoice.quantity'), isNumber: true, cell: (line) => quantity(line.quantity) },
    { id: 'price', label: text('invoice.price'), isNumber: true, cell: (line) => money(line.unitPrice) },
    { id: 'amount', label: text('invoice.amount'), isNumber: true, cell: (line) => money(line.amount) },
  ];
}

function PostProposal({ proposal }: { proposal: ProposalView }) {
  const session = useSession();
  const navigate = useNavigate();
  const post = useIntent(invoicingRoutes.postProposal);
  if (!mayCall(session, invoicingRoutes.postProposal)) return null;
  const submit = () =>
    post.mutate(
      { params: { proposalId: proposal.proposalId } },
      { onSuccess: ({ body }) => void navigate({ to: '/invoices/$invoiceId', params: { invoiceId: body.invoiceId } }) },
    );
  return (
    <>
      <ProblemNote error={post.error} />
      {!proposal.confirmed && <Quiet>{text('billing.unconfirmed')}</Quiet>}
      <div>
        <Button onClick={submit} loading={post.isPending} disabled={!proposal.confirmed}>
          {text('billing.post')}
        </Button>
      </div>
    </>
  );
}
