/** Messages of the inbound topics that could not be applied, to be tried again or discarded. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { dispatchFeedRoutes } from '#contracts/http/dispatch-feed.ts';

import { feedDoors } from '../../api/feeds.ts';
import type { FeedDoors } from '../../api/feeds.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { dateTime } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { DiscardLetterDialog } from './discard-letter-dialog.tsx';

export function FeedLetters() {
  const [customers, technicians] = [
    useQuery(queryOf(customersFeedRoutes.letters, {})),
    useQuery(queryOf(dispatchFeedRoutes.letters, {})),
  ];
  const rows = [customers, technicians].flatMap(({ data }, index) =>
    (data?.items ?? []).map((letter) => ({ ...letter, doors: feedDoors[index] ?? customersFeedRoutes })),
  );
  return (
    <Panel title={text('feeds.letters')}>
      <ProblemNote error={customers.error ?? technicians.error} />
      {rows.length === 0 ? (
        <Quiet>{text('feeds.letters.none')}</Quiet>
      ) : (
        <Table
          caption={text('feeds.letters')}
          keyOf={({ letterId }) => letterId}
          rows={rows}
          columns={[
            { id: 'source', label: text('feeds.letter.source'), isTitle: true, cell: ({ source }) => source },
            { id: 'reason', label: text('feeds.letter.reason'), cell: ({ reason }) => reason },
            { id: 'attempts', label: text('feeds.letter.attempts'), isNumber: true, cell: ({ attempts }) => attempts },
            {
              id: 'receivedAt',
              label: text('feeds.receivedAt'),
              cell: ({ receivedAt: at }) => <time dateTime={at}>{dateTime(at)}</time>,
            },
            { id: 'again', label: text('feeds.letter.action'), cell: (row) => <Actions {...row} /> },
          ]}
        />
      )}
    </Panel>
  );
}

interface ActionsProps {
  readonly letterId: string;
  readonly source: string;
  readonly doors: FeedDoors;
}

function Actions({ letterId, source, doors }: ActionsProps) {
  const [isDiscarding, setDiscarding] = useState(false);
  const replay = useIntent(doors.replay);
  return (
    <>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          loading={replay.isPending}
          aria-label={text('feeds.letter.againOf', { source })}
          onClick={() => replay.mutate({ params: { letterId } })}
        >
          {text('feeds.letter.again')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={text('feeds.letter.discardOf', { source })}
          onClick={() => setDiscarding(true)}
        >
          {text('feeds.letter.discard')}
        </Button>
      </Group>
      <ProblemNote error={replay.error} />
      {isDiscarding && <DiscardLetterDialog {...{ letterId, source, doors }} onClose={() => setDiscarding(false)} />}
    </>
  );
}
