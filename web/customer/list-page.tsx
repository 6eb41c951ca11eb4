/** Everything that the customer asked for in one list: what is open first, each with where it stands. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { Link } from 'wouter';

import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';
import { ownOrderRoutes } from '#contracts/http/service-orders-customer.ts';
import type { OwnOrderRow } from '#contracts/http/service-orders-customer.ts';

import { read } from '../api/client.ts';
import { queryOf, useIntent } from '../api/queries.ts';
import { Badge } from '../ui/badge.tsx';
import { Waiting } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { CaseList } from './case-list.tsx';
import { CustomerPage } from './customer-page.tsx';
import styles from './customer.module.css';
import { dayOf } from './dates.ts';
import { useSpeech } from './speaking.tsx';
import { StatusLine } from './status-line.tsx';

/** More than anybody looks through; the rest are found in the office. */
const most = 200;
const aPage = 20;

export function ListPage() {
  const { say } = useSpeech();
  return (
    <CustomerPage title={say('list.title')}>
      <OpenMatters />
      <CaseList />
      <EarlierMatters />
    </CustomerPage>
  );
}

function OpenMatters() {
  const { say } = useSpeech();
  const orders = useQuery(queryOf(ownOrderRoutes.list, { query: { open: true, limit: most } }));
  const requests = useQuery(queryOf(serviceRequestRoutes.list, { query: { status: 'submitted', limit: most } }));
  if (orders.data === undefined || requests.data === undefined) {
    const error = orders.error ?? requests.error;
    return error === null ? <Waiting /> : <ProblemNote error={error} />;
  }
  return (
    <>
      <h2>{say('list.open')}</h2>
      {requests.data.items.length + orders.data.items.length === 0 && (
        <p className={styles['quiet']}>{say('list.empty')}</p>
      )}
      <Matters requests={requests.data.items} orders={orders.data.items} />
    </>
  );
}

/** What was turned down, and closed orders, a page at a time. */
function EarlierMatters() {
  const { say } = useSpeech();
  const rejected = useQuery(queryOf(serviceRequestRoutes.list, { query: { status: 'rejected', limit: aPage } }));
  const closed = useClosedOrders();
  const orders = closed.data?.pages.flatMap((page) => page.items) ?? [];
  const requests = rejected.data?.items ?? [];
  if (orders.length + requests.length === 0) return <ProblemNote error={closed.error ?? rejected.error} />;
  return (
    <>
      <h2>{say('list.closed')}</h2>
      <Matters requests={requests} orders={orders} />
      {closed.hasNextPage && (
        <Button variant="default" onClick={() => void closed.fetchNextPage()} loading={closed.isFetchingNextPage}>
          {say('list.more')}
        </Button>
      )}
    </>
  );
}

interface MattersProps {
  readonly requests: readonly ServiceRequest[];
  readonly orders: readonly OwnOrderRow[];
}

function Matters({ requests, orders }: MattersProps) {
  return (
    <ul className={styles['list']}>
      {requests.map((request) => (
        <RequestCard key={request.requestId} request={request} />
      ))}
      {orders.map((order) => (
        <OrderCard key={order.orderId} order={order} />
      ))}
    </ul>
  );
}

function useClosedOrders() {
  const contract = ownOrderRoutes.list;
  return useInfiniteQuery({
    queryKey: [contract.area, contract.id, { query: { open: false } }],
    queryFn: ({ pageParam, signal }) => read(contract, { query: { open: false, limit: aPage, ...pageParam } }, signal),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }): { cursor: string } | null =>
      nextCursor === null ? null : { cursor: nextCursor },
  });
}

function OrderCard({ order }: { order: OwnOrderRow }) {
  const { say, locale } = useSpeech();
  const number = say('list.number', { number: order.number });
  const [title = number] = (order.description ?? number).split('\n', 1);
  return (
    <li className={styles['card']}>
      <Link href={`/orders/${order.orderId}`} className={styles['what']}>
        {title}
      </Link>
      <StatusLine order={order} />
      <p className={styles['quiet']}>
        {number} · {say('list.since', { when: dayOf(locale, order.submittedAt) })}
      </p>
    </li>
  );
}

function RequestCard({ request }: { request: ServiceRequest }) {
  const { say, locale } = useSpeech();
  const isRejected = request.status === 'rejected';
  return (
    <li className={styles['card']}>
      <p className={styles['what']}>{request.subject}</p>
      <p className={styles['status']}>
        <Badge tone="neutral">{say(isRejected ? 'request.rejected' : 'request.submitted')}</Badge>
      </p>
      {request.rejection !== null && <p className={styles['words']}>{request.rejection.note}</p>}
      <p className={styles['quiet']}>
        {say('list.request', { number: request.number })} ·{' '}
        {say('list.since', { when: dayOf(locale, request.submittedAt) })}
      </p>
      {request.status === 'submitted' && <WithdrawButton request={request} />}
    </li>
  );
}

function WithdrawButton({ request: { requestId, number } }: { request: ServiceRequest }) {
  const { say } = useSpeech();
  const withdraw = useIntent(serviceRequestRoutes.withdraw);
  return (
    <>
      <ProblemNote error={withdraw.error} />
      <Button
        variant="default"
        size="compact-sm"
        loading={withdraw.isPending}
        aria-label={say('list.withdrawNumber', { number })}
        onClick={() => withdraw.mutate({ params: { requestId }, body: {} })}
      >
        {say('list.withdraw')}
      </Button>
    </>
  );
}
