/** One service order: what it is, what can be done with it, and everything that happened. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { queryOf } from '../../api/queries.ts';
import { useNow } from '../../ui/now.ts';
import { Page, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Sided } from '../../ui/sided.tsx';
import { SlaBadge } from '../../ui/sla-badge.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { dateTime } from '../../ui/format.ts';
import { ExtraWork } from './extra-work.tsx';
import { FollowedOperations } from './followed-operations.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderFacts } from './order-facts.tsx';
import { OrderFiles } from './order-files.tsx';
import { OrderLines } from './order-lines.tsx';
import styles from './order-page.module.css';
import { OrderTimeline } from './order-timeline.tsx';
import { RepairLines } from './repair-lines.tsx';
import { StageBadge } from './stage-badge.tsx';

interface OrderPageProps {
  readonly orderId: string;
  /** Parts of other areas. */
  readonly agreement: (order: ServiceOrder) => ReactNode;
  readonly visits: (order: ServiceOrder) => ReactNode;
  readonly billing: (order: ServiceOrder) => ReactNode;
  readonly messages: (order: ServiceOrder) => ReactNode;
}

export function OrderPage({ orderId, agreement, visits, billing, messages }: OrderPageProps) {
  const read = useQuery(queryOf(serviceOrderRoutes.read, { params: { orderId } }));
  const [followed, setFollowed] = useState<readonly string[]>([]);
  if (read.data === undefined) {
    return (
      <Page title={text('orders.title')}>
        {read.isPending ? <Waiting /> : <ProblemNote error={read.error} onRetry={() => void read.refetch()} />}
      </Page>
    );
  }
  const order = read.data;
  const follow = (operationId: string) => setFollowed((before) => [...before, operationId]);
  const forget = (operationId: string) => setFollowed((before) => before.filter((id) => id !== operationId));
  return (
    <Page title={text('order.title', { number: order.number })} beside={<Link to="/orders">{text('order.back')}</Link>}>
      <OrderState order={order} />
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      <FollowedOperations order={order} operationIds={followed} onForget={forget} />
      <Sided
        side={
          <>
            <OrderActions order={order} onFollow={follow} />
            <OrderFacts order={order} />
          </>
        }
      >
        <OrderLines order={order} />
        <ExtraWork order={order} />
        <OrderFiles order={order} />
        {agreement(order)}
        <RepairLines order={order} />
        {visits(order)}
        {billing(order)}
        {messages(order)}
        <OrderTimeline order={order} />
      </Sided>
    </Page>
  );
}

/** The state of the order in one line. */
function OrderState({ order }: { order: ServiceOrder }) {
  const now = useNow();
  const { waiting } = order;
  return (
    <div className={styles['state']}>
      <StageBadge order={order} />
      <span className={styles['customer']}>
        {order.customerName} ({order.customerNumber})
      </span>
      <span>
        {text('orders.sla')}: <SlaBadge sla={order.sla} nowMs={now} />
      </span>
      {order.clocks.map((clock) => (
        <span key={clock.target}>
          {textOf('slaPolicies.target', clock.target)}: <SlaBadge sla={clock} nowMs={now} />
        </span>
      ))}
      {waiting !== null && (
        <span>
          <strong>{text('order.waiting', { whom: textOf('waitingFor', waiting.on) })}</strong>{' '}
          {text('order.waitingFacts', {
            since: dateTime(waiting.since),
            until: waiting.until === null ? text('none') : dateTime(waiting.until),
          })}{' '}
          {waiting.answeredAt !== null && text('order.answered', { when: dateTime(waiting.answeredAt) })}
        </span>
      )}
    </div>
  );
}
