/** One case: whose it is, what is done next, what belongs to it, and how it ended. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';

import { caseRoutes } from '#contracts/http/requests-cases.ts';
import type { Case } from '#contracts/http/requests-cases.ts';

import { useActorNames } from '../../api/names.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCaseCategoryNames, useCaseResultNames, usePriorityNames } from '../../api/setup.ts';
import { Facts } from '../../ui/facts.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { dateTime } from '../../ui/format.ts';
import { Page, Panel, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { CaseMessages } from '../notifications/order-messages.tsx';
import { NextStep } from './case-list-page.tsx';
import { idOfUser, principalOf } from './case-owner.ts';
import { CaseNotes, CaseParts } from './case-parts.tsx';
import { ChangeCaseDialog } from './change-case-dialog.tsx';
import { CloseCaseDialog } from './close-case-dialog.tsx';

export function CasePage() {
  const { caseId } = useParams({ from: '/inside/cases/$caseId' });
  const session = useSession();
  const { data: found, error, isPending, refetch } = useQuery(queryOf(caseRoutes.read, { params: { caseId } }));
  if (found === undefined) {
    return (
      <Page title={text('cases.column.number')}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
        {isPending && <Waiting />}
      </Page>
    );
  }
  const mayChange = found.status !== 'closed' && mayCall(session, caseRoutes.change);
  return (
    <Page title={`${found.number}: ${found.subject}`} beside={<CaseActions found={found} />}>
      <CaseFacts found={found} />
      <CaseParts found={found} mayChange={mayChange} />
      <CaseNotes found={found} mayChange={mayChange} />
      <CaseMessages caseId={caseId} />
    </Page>
  );
}

function CaseActions({ found }: { found: Case }) {
  const { caseId, version, status, ownerId } = found;
  const session = useSession();
  const [dialog, setDialog] = useState<'change' | 'close' | null>(null);
  const change = useIntent(caseRoutes.change);
  const reopen = useIntent(caseRoutes.reopen);
  if (!mayCall(session, caseRoutes.change)) return null;
  const ownId = idOfUser(session.principal);
  const params = { caseId };
  const takeOver = () => change.mutate({ params, body: { ownerId: ownId }, ifMatch: version });
  const close = () => setDialog(null);
  if (status === 'closed') {
    return (
      <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate({ params, body: {} })}>
        {text('cases.reopen')}
      </Button>
    );
  }
  return (
    <Group gap="sm">
      <ProblemNote error={change.error} />
      {ownId !== null && ownerId !== ownId && (
        <Button variant="default" loading={change.isPending} onClick={takeOver}>
          {text('cases.takeOver')}
        </Button>
      )}
      <Button variant="default" onClick={() => setDialog('change')}>
        {text('cases.change')}
      </Button>
      <Button onClick={() => setDialog('close')}>{text('cases.close')}</Button>
      {dialog === 'change' && <ChangeCaseDialog found={found} onClose={close} />}
      {dialog === 'close' && <CloseCaseDialog found={found} onClose={close} />}
    </Group>
  );
}

function CaseFacts({ found }: { found: Case }) {
  const priorities = usePriorityNames();
  const categories = useCaseCategoryNames();
  const results = useCaseResultNames();
  const owner = principalOf(found.ownerId);
  const names = useActorNames(owner === null ? [] : [owner]);
  const { priority } = found;
  const facts: readonly Fact[] = [
    { label: text('requests.column.customer'), value: `${found.customerName} (${found.customerNumber})` },
    { label: text('cases.column.category'), value: categories.get(found.category) ?? found.category },
    { label: text('requests.description'), value: found.description },
    { label: text('newOrder.priority'), value: priority === null ? null : (priorities.get(priority) ?? priority) },
    { label: text('cases.column.status'), value: textOf('cases.status', found.status) },
    { label: text('cases.column.owner'), value: names.get(owner ?? '') ?? text('cases.nobody') },
    ...relativesOf(found),
    { label: text('cases.column.next'), value: found.nextStep === null ? null : <NextStep row={found} /> },
    { label: text('cases.column.opened'), value: dateTime(found.openedAt) },
    ...endOf(found, results),
  ];
  return (
    <Panel title={text('cases.facts')}>
      <Facts facts={facts} />
    </Panel>
  );
}

/** The larger case, and the smaller ones. */
function relativesOf(found: Case): readonly Fact[] {
  const { parentId, parentNumber, cases } = found;
  return [
    {
      label: text('cases.partOf'),
      value: parentId === null ? null : <CaseLink caseId={parentId}>{parentNumber}</CaseLink>,
    },
    { label: text('cases.smaller'), value: cases.length === 0 ? null : <SmallerCases found={found} /> },
  ];
}

/** How it ended, and how its customer says it was. */
function endOf({ closedAt, result, rating }: Case, results: ReadonlyMap<string, string>): readonly Fact[] {
  return [
    { label: text('cases.closedAt'), value: closedAt === null ? null : dateTime(closedAt) },
    { label: text('cases.result'), value: result === null ? null : (results.get(result.code) ?? result.code) },
    { label: text('cases.closeNote'), value: result?.note ?? null },
    { label: text('cases.rating'), value: rating === null ? null : ratingInWords(rating) },
  ];
}

function CaseLink({ caseId, children }: { caseId: string; children: ReactNode }) {
  return (
    <Link to="/cases/$caseId" params={{ caseId }}>
      {children}
    </Link>
  );
}

function SmallerCases({ found }: { found: Case }) {
  return found.cases.map(({ caseId, number, subject, status }) => (
    <div key={caseId}>
      <CaseLink caseId={caseId}>{`${number}: ${subject}`}</CaseLink> ({textOf('cases.status', status)})
    </div>
  ));
}

function ratingInWords({ rating, text: words }: NonNullable<Case['rating']>): string {
  const stars = text('cases.rated', { rating });
  return words === null ? stars : `${stars}: ${words}`;
}
