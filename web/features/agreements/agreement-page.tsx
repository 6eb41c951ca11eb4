/** One agreement: what was agreed, what a visit under it uses and how it is invoiced, and the orders made from it. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';

import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';
import { customerRoutes } from '#contracts/http/customers.ts';

import { useTechnicianNames, useUserNames } from '../../api/names.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useSlaPolicies } from '../../api/setup.ts';
import { Facts } from '../../ui/facts.tsx';
import { day } from '../../ui/format.ts';
import { Page, Panel, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Sided } from '../../ui/sided.tsx';
import { text } from '../../ui/texts.ts';
import { AgreementCoverage } from './agreement-coverage.tsx';
import { AgreementDialog } from './agreement-dialog.tsx';
import { AgreementLines } from './agreement-lines.tsx';
import { AgreementOrders } from './agreement-orders.tsx';
import { AgreementRelations } from './agreement-relations.tsx';
import { AgreementStateBadge } from './agreement-state.tsx';
import { AgreementVisit } from './agreement-visit.tsx';
import { useAgreementGroups } from './groups.ts';
import { SuspendDialog } from './suspend-dialog.tsx';

export function AgreementPage() {
  const { agreementId } = useParams({ from: '/inside/agreements/$agreementId' });
  const read = useQuery(queryOf(agreementRoutes.read, { params: { agreementId } }));
  const agreement = read.data;
  if (agreement === undefined) {
    return (
      <Page title={text('agreements.title')}>
        {read.isPending ? <Waiting /> : <ProblemNote error={read.error} onRetry={() => void read.refetch()} />}
      </Page>
    );
  }
  return (
    <Page
      title={text('agreement.title', { number: agreement.number, name: agreement.name })}
      beside={<Link to="/agreements">{text('agreement.back')}</Link>}
    >
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      <Sided side={<Header agreement={agreement} />}>
        {agreement.templateGroup === null && <AgreementVisit agreement={agreement} />}
        <AgreementLines agreement={agreement} />
        <AgreementCoverage agreement={agreement} />
        <AgreementRelations agreement={agreement} />
        {agreement.templateGroup === null && <AgreementOrders agreement={agreement} />}
      </Sided>
    </Page>
  );
}

function Header({ agreement }: { agreement: Agreement }) {
  const [open, setOpen] = useState<'change' | 'suspend' | null>(null);
  const session = useSession();
  const resume = useIntent(agreementRoutes.resume);
  const { agreementId, version: ifMatch, suspension } = agreement;
  const close = () => setOpen(null);
  return (
    <Panel title={text('agreement.header')} beside={<AgreementStateBadge state={agreement.state} />}>
      <Facts facts={useFacts(agreement)} />
      {mayCall(session, agreementRoutes.change) && (
        <Group gap="sm">
          <Button variant="default" size="compact-sm" onClick={() => setOpen('change')}>
            {text('agreement.change')}
          </Button>
          {suspension === null ? (
            <Button variant="default" size="compact-sm" onClick={() => setOpen('suspend')}>
              {text('agreement.suspend')}
            </Button>
          ) : (
            <Button
              variant="default"
              size="compact-sm"
              loading={resume.isPending}
              onClick={() => resume.mutate({ params: { agreementId }, ifMatch })}
            >
              {text('agreement.resume')}
            </Button>
          )}
        </Group>
      )}
      <ProblemNote error={resume.error} />
      {open === 'change' && <AgreementDialog agreement={agreement} onClose={close} />}
      {open === 'suspend' && <SuspendDialog agreement={agreement} onClose={close} />}
    </Panel>
  );
}

function useFacts(agreement: Agreement) {
  const { customerId, customerName, customerNumber, billToCustomerId, groupId, slaPolicyId } = agreement;
  const { startsOn, endsOn, suspension, preferredTechnicianId, templateGroup, responsibleId } = agreement;
  const groups = useAgreementGroups();
  const policies = useSlaPolicies();
  const technicians = useTechnicianNames([preferredTechnicianId]);
  const users = useUserNames([responsibleId]);
  const billTo = useQuery({
    ...queryOf(customerRoutes.read, { params: { customerId: billToCustomerId ?? '' } }),
    enabled: billToCustomerId !== null,
  }).data;
  const nameIn = (choices: typeof groups, id: string | null) =>
    id === null ? null : (choices.find(({ value }) => value === id)?.label ?? id);
  return [
    {
      label: text('agreements.customer'),
      value:
        customerId === null ? (
          text('agreements.nobodys')
        ) : (
          <Link to="/set-up/customers/$customerId" params={{ customerId }}>
            {customerName} ({customerNumber})
          </Link>
        ),
    },
    { label: text('agreements.billTo'), value: billTo?.name ?? null },
    { label: text('agreements.templateGroup'), value: templateGroup },
    { label: text('agreements.group'), value: nameIn(groups, groupId) },
    { label: text('agreements.from'), value: day(startsOn) },
    { label: text('agreements.until'), value: endsOn === null ? text('agreements.open') : day(endsOn) },
    { label: text('agreements.sla'), value: nameIn(policies, slaPolicyId) },
    { label: text('header.responsible'), value: users.get(responsibleId ?? '') ?? null },
    { label: text('agreements.technician'), value: technicians.get(preferredTechnicianId ?? '') ?? null },
    {
      label: text('agreement.suspended'),
      value:
        suspension === null
          ? null
          : text('agreement.suspendedFor', {
              from: day(suspension.from),
              to: suspension.to === null ? text('agreement.untilResumed') : day(suspension.to),
              reason: suspension.reason,
            }),
    },
  ];
}
