/** Who was told what about an order. */
import { useQuery } from '@tanstack/react-query';

import { notificationRoutes } from '#contracts/http/notifications.ts';

import { useActorNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { messageColumns, usersAmong } from './message-columns.tsx';

const most = 100;

export function OrderMessages({ orderId }: { orderId: string }) {
  const session = useSession();
  return mayCall(session, notificationRoutes.list) ? <Messages orderId={orderId} /> : null;
}

function Messages({ orderId }: { orderId: string }) {
  const { data, error, isPending, refetch } = useQuery(
    queryOf(notificationRoutes.list, { query: { orderId, limit: most } }),
  );
  const rows = data?.items ?? [];
  const names = useActorNames(usersAmong(rows));
  return (
    <Panel title={text('messages.ofOrder')}>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {isPending && <Waiting />}
      {data !== undefined && rows.length === 0 && <Quiet>{text('messages.none')}</Quiet>}
      {rows.length > 0 && (
        <Table
          plain
          caption={text('messages.ofOrder')}
          columns={messageColumns(names)}
          rows={rows}
          keyOf={({ notificationId }) => notificationId}
        />
      )}
    </Panel>
  );
}
