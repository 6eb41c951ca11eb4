/** Commands that were taken but not done at once: each is followed until it is done or refused. */
import { useEffect } from 'react';
import { Button, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { queryOf, refresh } from '../../api/queries.ts';
import { ProblemText } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './order-page.module.css';

interface FollowedProps {
  readonly order: ServiceOrder;
  readonly operationIds: readonly string[];
  readonly onForget: (operationId: string) => void;
}

export function FollowedOperations({ order, operationIds, onForget }: FollowedProps) {
  return operationIds.map((id) => (
    <FollowedOperation key={id} operationId={id} orderId={order.orderId} onForget={() => onForget(id)} />
  ));
}

const everyMs = 1_000;

function FollowedOperation(props: { operationId: string; orderId: string; onForget: () => void }) {
  const { operationId, orderId, onForget } = props;
  const client = useQueryClient();
  const { data: operation } = useQuery({
    ...queryOf(serviceOrderRoutes.operation, { params: { operationId } }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.status) ? everyMs : false),
    staleTime: 0,
  });
  const status = operation?.status;
  useEffect(() => {
    if (isUnderWay(status)) return;
    void refresh(client, 'service-orders', [orderId]);
    if (status === 'done') onForget();
  }, [client, orderId, status, onForget]);
  const command = textOf('command', operation?.command ?? '');
  if (isUnderWay(status) || operation === undefined) {
    return (
      <div role="status" className={styles['busy']}>
        <span>
          <Loader size="xs" aria-hidden="true" /> {text('operation.running', { command })}
        </span>
      </div>
    );
  }
  if (operation.problem === null) return null;
  const { code, title, detail } = operation.problem;
  const problem = { type: 'about:blank', status: 409, code, title, ...(detail === null ? {} : { detail }) };
  return (
    <div>
      <p>{text('operation.refused', { command })}</p>
      <ProblemText problem={problem} />
      <Button variant="subtle" size="compact-sm" onClick={onForget}>
        {text('close')}
      </Button>
    </div>
  );
}

function isUnderWay(status: string | undefined): boolean {
  return status === undefined || status === 'received' || status === 'pending';
}
