/** Where a day begins: the orders that need somebody, by why, the most pressing first. It follows what happens. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type * as z from 'zod';

import { orderAttentionRoutes } from '#contracts/http/service-orders-list.ts';
import type { ServiceOrderRow } from '#contracts/http/service-order-schemas.ts';

import type { ReadBody } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { dateTime } from '../../ui/format.ts';
import { useNow } from '../../ui/now.ts';
import { Page, Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SlaBadge } from '../../ui/sla-badge.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './home-page.module.css';
import { ReadyValue } from './home-ready-value.tsx';
import { StuckOrders } from './home-stuck-orders.tsx';
import { StageBadge } from './stage-badge.tsx';

type Group = ReadBody<typeof orderAttentionRoutes.read>['groups'][number];
type Row = z.output<typeof ServiceOrderRow>;

const rowsAGroup = 5;

export function HomePage() {
  const query = { limit: rowsAGroup };
  const found = useQuery({ ...queryOf(orderAttentionRoutes.read, { query }), placeholderData: keepPreviousData });
  return (
    <Page title={text('home.title')}>
      <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && <Waiting />}
      <div className={styles['groups']}>
        {found.data?.groups.map((group) => (
          <NeededGroup key={group.attention} group={group} />
        ))}
      </div>
    </Page>
  );
}

function NeededGroup({ group: { attention, count, items } }: { group: Group }) {
  return (
    <Panel
      title={text('home.group', { name: textOf('attention', attention), count })}
      beside={
        count > 0 && (
          <Link to="/orders" search={{ attention }}>
            {text('home.all', { name: textOf('attention', attention) })}
          </Link>
        )
      }
    >
      {count > 0 && attention === 'ready-to-post' && <ReadyValue />}
      {items.length === 0 ? (
        <Quiet>{textOf('attention.none', attention)}</Quiet>
      ) : (
        <Orders of={attention} rows={items} />
      )}
    </Panel>
  );
}

function Orders({ of, rows }: { of: Group['attention']; rows: readonly Row[] }) {
  if (of === 'stuck') return <StuckOrders />;
  return (
    <ul className={styles['orders']}>
      {rows.map((row) => (
        <NeededOrder key={row.orderId} row={row} />
      ))}
    </ul>
  );
}

function NeededOrder({ row }: { row: Row }) {
  const now = useNow();
  return (
    <li className={styles['order']}>
      <Link to="/orders/$orderId" params={{ orderId: row.orderId }}>
        {row.number}
      </Link>
      <span className={styles['customer']}>{row.customerName}</span>
      <StageBadge order={row} />
      {row.waiting === null ? (
        <SlaBadge sla={row.sla} nowMs={now} />
      ) : (
        <span className={styles['waiting']}>
          {text('home.waiting', {
            whom: textOf('waitingFor', row.waiting.on),
            since: dateTime(row.waiting.since),
          })}
          {row.waiting.answeredAt !== null && (
            <strong> {text('home.answered', { when: dateTime(row.waiting.answeredAt) })}</strong>
          )}
        </span>
      )}
    </li>
  );
}
