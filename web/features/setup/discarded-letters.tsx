/** Messages that were put aside and then discarded: by whom, when and why; nothing where there are none. */
import { useQuery } from '@tanstack/react-query';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { dispatchFeedRoutes } from '#contracts/http/dispatch-feed.ts';
import { Principal } from '#contracts/roles.ts';

import { useActorNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { dateTime } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';

export function DiscardedLetters() {
  const [customers, technicians] = [
    useQuery(queryOf(customersFeedRoutes.discarded, {})),
    useQuery(queryOf(dispatchFeedRoutes.discarded, {})),
  ];
  const rows = [customers, technicians].flatMap(({ data }) => data?.items ?? []);
  const names = useActorNames(rows.flatMap(({ discardedBy }) => Principal.safeParse(discardedBy).data ?? []));
  if (rows.length === 0) return null;
  return (
    <Panel title={text('feeds.discarded')}>
      <Table
        caption={text('feeds.discarded')}
        keyOf={({ letterId }) => letterId}
        rows={rows}
        columns={[
          { id: 'source', label: text('feeds.letter.source'), isTitle: true, cell: ({ source }) => source },
          { id: 'reason', label: text('feeds.letter.discardReason'), cell: ({ discardReason }) => discardReason },
          {
            id: 'who',
            label: text('history.who'),
            cell: ({ discardedBy }) => names.get(discardedBy) ?? text('actor.system'),
          },
          {
            id: 'at',
            label: text('history.at'),
            cell: ({ discardedAt: at }) => <time dateTime={at}>{dateTime(at)}</time>,
          },
        ]}
      />
    </Panel>
  );
}
