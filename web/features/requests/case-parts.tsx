/** The requests and orders of a case, and our notes on it. */
import { useState } from 'react';
import { Button, Group, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { caseRoutes } from '#contracts/http/requests-cases.ts';
import type { Case } from '#contracts/http/requests-cases.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useActorNames } from '../../api/names.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { shortDateTime } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './requests.module.css';

interface PanelProps {
  readonly found: Case;
  /** Somebody may change it, and it is not closed. */
  readonly mayChange: boolean;
}

export function CaseParts({ found, mayChange }: PanelProps) {
  const { parts, customerId } = found;
  return (
    <Panel title={text('cases.parts')}>
      {parts.length === 0 && <Quiet>{text('cases.noParts')}</Quiet>}
      <ul className={styles['plain']}>
        {parts.map((part) => (
          <li key={part.id}>
            <PartName part={part} />
            {part.isOpen && ` (${text('cases.partOpen')})`}
          </li>
        ))}
      </ul>
      {mayChange && <AddPart key={customerId} found={found} />}
    </Panel>
  );
}

function PartName({ part: { kind, id, number } }: { part: Case['parts'][number] }) {
  const name = textOf(`cases.part`, kind).replace('{number}', number);
  if (kind === 'request') return <Link to="/requests">{name}</Link>;
  return (
    <Link to="/orders/$orderId" params={{ orderId: id }}>
      {name}
    </Link>
  );
}

const most = 50;

function AddPart({ found: { caseId, customerId, parts } }: { found: Case }) {
  const [chosen, setChosen] = useState('');
  const add = useIntent(caseRoutes.addPart);
  const query = { customerId, limit: most };
  const requests = useQuery(queryOf(serviceRequestRoutes.list, { query }));
  const orders = useQuery(queryOf(serviceOrderRoutes.list, { query }));
  const choices = [
    ...(requests.data?.items ?? []).map(({ requestId, number, subject }) => ({
      ...{ value: `request/${requestId}`, label: `${text('cases.part.request', { number })}: ${subject}` },
    })),
    ...(orders.data?.items ?? []).map(({ orderId, number, stageName }) => ({
      ...{ value: `order/${orderId}`, label: `${text('cases.part.order', { number })}: ${stageName}` },
    })),
  ].filter(({ value }) => !parts.some(({ kind, id }) => value === `${kind}/${id}`));
  const submit = () => {
    const [kind, id = ''] = chosen.split('/');
    const body = { kind: kind === 'order' ? ('order' as const) : ('request' as const), id };
    add.mutate({ params: { caseId }, body }, { onSuccess: () => setChosen('') });
  };
  return (
    <Group align="end">
      <ChoiceSelect label={text('cases.addPart')} choices={choices} value={chosen} onChange={setChosen} />
      <Button variant="default" disabled={chosen === ''} loading={add.isPending} onClick={submit}>
        {text('cases.add')}
      </Button>
      <ProblemNote error={add.error} />
    </Group>
  );
}

export function CaseNotes({ found: { caseId, notes }, mayChange }: PanelProps) {
  const names = useActorNames(notes.map(({ principal }) => principal));
  const [words, setWords] = useState('');
  const note = useIntent(caseRoutes.addNote);
  const submit = () => note.mutate({ params: { caseId }, body: { text: words } }, { onSuccess: () => setWords('') });
  return (
    <Panel title={text('cases.notes')}>
      {notes.length === 0 && <Quiet>{text('cases.noNotes')}</Quiet>}
      <ul className={styles['plain']}>
        {notes.map(({ noteId, text: said, principal, createdAt }) => (
          <li key={noteId}>
            <span className={styles['quiet']}>
              {shortDateTime(createdAt)} {names.get(principal) ?? ''}
            </span>{' '}
            {said}
          </li>
        ))}
      </ul>
      {mayChange && (
        <>
          <Textarea
            label={text('cases.note')}
            rows={2}
            maxLength={4000}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <ProblemNote error={note.error} />
          <Group justify="flex-end">
            <Button variant="default" disabled={words.trim() === ''} loading={note.isPending} onClick={submit}>
              {text('cases.addNote')}
            </Button>
          </Group>
        </>
      )}
    </Panel>
  );
}
