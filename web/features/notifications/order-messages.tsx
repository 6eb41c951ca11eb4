/** Who was told what about an order or a case. */
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

type About = { readonly orderId: string } | { readonly caseId: string };

export function OrderMessages({ orderId }: { orderId: string }) {
  const session = useSession();
  if (!mayCall(session, notificationRoutes.list)) return null;
  return <Messages about={{ orderId }} title={text('messages.ofOrder')} />;
}

export function CaseMessages({ caseId }: { caseId: string }) {
  const session = useSession();
  if (!mayCall(session, notificationRoutes.list)) return null;
  return <Messages about={{ caseId }} title={text('messages.ofCase')} />;
}

function Messages({ about, title }: { about: About; title: string }) {
  const { data, error, isPending, refetch } = useQuery(
    queryOf(notificationRoutes.list, { query: { ...about, limit: most } }),
  );
  const rows = data?.items ?? [];
  const names = useActorNames(usersAmong(rows));
  return (
    <Panel title={title}>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {isPending && <Waiting />}
      {data !== undefined && rows.length === 0 && <Quiet>{text('messages.none')}</Quiet>}
      {rows.length > 0 && (
        <Table
          plain
          caption={title}
          columns={messageColumns(names)}
          rows={rows}
          keyOf={({ notificationId }) => notificationId}
        />
      )}
    </Panel>
  );
}
