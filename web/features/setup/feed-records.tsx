/** Records that wait, or say what does not hold here, with what a person can do about it. */
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { dispatchFeedRoutes } from '#contracts/http/dispatch-feed.ts';
import type { FeedRecord } from '#contracts/http/feed-route.ts';

import { useSourceNames } from '../../api/feeds.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { dateTime } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './setup.module.css';

const shown = { query: { open: true, limit: 100 } };
type Conflict = FeedRecord['conflicts'][number];

export function FeedRecords() {
  const customers = useQuery(queryOf(customersFeedRoutes.records, shown));
  const technicians = useQuery(queryOf(dispatchFeedRoutes.records, shown));
  const names = useSourceNames();
  const rows = [...(customers.data?.items ?? []), ...(technicians.data?.items ?? [])];
  return (
    <Panel title={text('feeds.toSettle')}>
      <ProblemNote error={customers.error ?? technicians.error} />
      {rows.length === 0 ? (
        <Quiet>{text('feeds.toSettle.none')}</Quiet>
      ) : (
        <Table
          caption={text('feeds.toSettle')}
          keyOf={({ feedRecordId }) => feedRecordId}
          rows={rows}
          columns={[
            { id: 'thing', label: text('feeds.thing'), isTitle: true, cell: (row) => <strong>{thingOf(row)}</strong> },
            { id: 'source', label: text('feeds.source'), cell: ({ source }) => names.get(source) ?? source },
            { id: 'matter', label: text('feeds.matter'), cell: (row) => <Matter row={row} names={names} /> },
            {
              id: 'receivedAt',
              label: text('feeds.receivedAt'),
              cell: ({ receivedAt: at }) => <time dateTime={at}>{dateTime(at)}</time>,
            },
          ]}
        />
      )}
    </Panel>
  );
}

function thingOf({ kind, record, externalId }: FeedRecord): string {
  const { name } = record;
  return `${textOf('feeds.kind', kind)} ${typeof name === 'string' ? `${name} (${externalId})` : externalId}`;
}

interface MatterProps {
  readonly row: FeedRecord;
  readonly names: ReadonlyMap<string, string>;
}

function Matter({ row, names }: MatterProps) {
  const { kind, externalId, waitsFor, conflicts } = row;
  return (
    <ul className={styles['matters']}>
      {waitsFor.map((other) => (
        <li key={`${other.kind}/${other.externalId}`}>
          {other.kind === kind && other.externalId === externalId
            ? text('feeds.waitsForItself')
            : text('feeds.waitsFor', { kind: textOf('feeds.kind', other.kind), externalId: other.externalId })}
        </li>
      ))}
      {conflicts.map((conflict) => (
        <li key={conflict.field}>
          {wordsOf(conflict, names)}
          <Decision row={row} conflict={conflict} />
        </li>
      ))}
    </ul>
  );
}

function wordsOf({ field, reason, owner, ours, theirs }: Conflict, names: ReadonlyMap<string, string>): string {
  const values = { field: textOf('feeds.field', field), ours: shortOf(field, ours), theirs: shortOf(field, theirs) };
  if (owner !== null) return text('feeds.conflict.ownedBy', { ...values, owner: names.get(owner) ?? owner });
  return text(`feeds.conflict.${reason}`, values);
}

/** A value in a sentence; what is kept as an id has no words of its own. */
function shortOf(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return text('changes.empty');
  if (field.endsWith('Id')) return text('feeds.another');
  if (typeof value === 'boolean') return text(value ? 'yes' : 'no');
  if (typeof value !== 'object') return String(value);
  return Object.values(value)
    .filter((part) => part !== '')
    .join(', ');
}

function Decision({ row, conflict }: { readonly row: FeedRecord; readonly conflict: Conflict }) {
  const session = useSession();
  const contract = row.kind === 'technician' ? dispatchFeedRoutes.decide : customersFeedRoutes.decide;
  const decide = useIntent(contract);
  if (!mayCall(session, contract)) return null;
  const { feedRecordId } = row;
  const { field, reason, owner } = conflict;
  const label = { field: textOf('feeds.field', field), thing: thingOf(row) };
  const send = (keep: 'theirs' | 'ours') => decide.mutate({ params: { feedRecordId }, body: { field, keep } });
  return (
    <Group gap="xs" mt={4}>
      {reason === 'owned' && owner === null && (
        <Button
          size="compact-sm"
          loading={decide.isPending}
          aria-label={text('feeds.takeTheirsOf', label)}
          onClick={() => send('theirs')}
        >
          {text('feeds.takeTheirs')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        loading={decide.isPending}
        aria-label={text('feeds.keepOursOf', label)}
        onClick={() => send('ours')}
      >
        {text('feeds.keepOurs')}
      </Button>
      <ProblemNote error={decide.error} />
    </Group>
  );
}
