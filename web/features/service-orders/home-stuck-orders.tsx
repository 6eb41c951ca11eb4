/** Orders that hang: at what, since when, with whose words, and a button that has it tried at once. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '@mantine/core';

import { stuckOrderRoutes, type StuckOrder } from '#contracts/http/service-orders-stuck.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { dateTime } from '../../ui/format.ts';
import { Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './home-page.module.css';

/** Failures come without an event, so they are asked for. */
const everyMs = 10_000;

export function StuckOrders() {
  const found = useQuery({ ...queryOf(stuckOrderRoutes.list, {}), refetchInterval: everyMs });
  return (
    <>
      <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && <Waiting />}
      <ul className={styles['orders']}>
        {found.data?.items.map((order) => (
          <Stuck key={order.orderId} order={order} />
        ))}
      </ul>
    </>
  );
}

function Stuck({ order }: { order: StuckOrder }) {
  const { orderId, number, customerName, since, temporal } = order;
  return (
    <li className={styles['stuck']}>
      <div className={styles['stuckHead']}>
        <Link to="/orders/$orderId" params={{ orderId }}>
          {number}
        </Link>
        <span className={styles['customer']}>{customerName}</span>
        <span className={styles['waiting']}>{text('stuck.since', { since: dateTime(since) })}</span>
      </div>
      <ul className={styles['causes']}>
        {causesOf(order).map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
      <div className={styles['stuckHead']}>
        <Retry orderId={orderId} number={number} />
        <a href={temporal} target="_blank" rel="noreferrer" aria-label={text('stuck.temporalOf', { number })}>
          {text('stuck.temporal')}
        </a>
      </div>
    </li>
  );
}

function Retry({ orderId, number }: Pick<StuckOrder, 'orderId' | 'number'>) {
  const session = useSession();
  const { mutate, data, error, isPending } = useIntent(stuckOrderRoutes.retry);
  if (!mayCall(session, stuckOrderRoutes.retry)) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={isPending}
        aria-label={text('stuck.retryOf', { number })}
        onClick={() => mutate({ params: { orderId } })}
      >
        {text('stuck.retry')}
      </Button>
      <span role="status">{data !== undefined && text('stuck.retried', data.body)}</span>
      <ProblemNote error={error} />
    </>
  );
}

function causesOf({ activities, commands, workflow }: StuckOrder): readonly string[] {
  return [
    ...activities.map(({ name, attempts, lastFailure }) => {
      const what = { name: textOf('effect', name), attempts };
      if (name === 'decision') return text('stuck.decision', what);
      if (lastFailure !== null) return text('stuck.failure', { ...what, failure: lastFailure });
      return attempts > 1 ? text('stuck.activity', what) : text('stuck.unanswered', what);
    }),
    ...commands.map(({ name, attempts }) => text('stuck.command', { name: textOf('command', name), attempts })),
    ...(workflow === 'running' ? [] : [text(`stuck.${workflow}`)]),
  ];
}
