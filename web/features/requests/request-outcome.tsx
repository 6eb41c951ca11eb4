/** What became of a request, and what can be done with it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';

import { mayCall, useSession } from '../../api/session.ts';
import { useReasonNames } from '../../api/setup.ts';
import { text, textOf } from '../../ui/texts.ts';
import styles from './requests.module.css';

/** What somebody wants to do with a request. */
export interface OpenDialog {
  readonly kind: 'accept' | 'further' | 'reject' | 'correct';
  readonly request: ServiceRequest;
}

interface OutcomeProps {
  readonly request: ServiceRequest;
  readonly onOpen: (dialog: OpenDialog) => void;
}

export function RequestOutcome({ request, onOpen }: OutcomeProps) {
  const session = useSession();
  const reasons = useReasonNames();
  const { number, status, orderId, orderNumber, rejection } = request;
  if (orderId !== null) {
    return (
      <span className={styles['buttons']}>
        <Link to="/orders/$orderId" params={{ orderId }}>
          {text('requests.openOrder', { number: orderNumber ?? '' })}
        </Link>
        {mayCall(session, serviceRequestRoutes.addOrder) && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={text('requests.furtherTitle', { number })}
            onClick={() => onOpen({ kind: 'further', request })}
          >
            {text('requests.further')}
          </Button>
        )}
      </span>
    );
  }
  if (rejection !== null) return `${reasons.get(rejection.reasonCode) ?? rejection.reasonCode}: ${rejection.note}`;
  if (status !== 'submitted' || !mayCall(session, serviceRequestRoutes.accept)) return textOf('request', status);
  return <WaitingButtons request={request} onOpen={onOpen} />;
}

/** What can be done with one that waits. */
function WaitingButtons({ request, onOpen }: OutcomeProps) {
  const { requestId, customerId, number } = request;
  const buttons = (['accept', 'reject', 'correct'] as const).map((kind) => (
    <Button
      key={kind}
      size="compact-sm"
      variant={kind === 'accept' ? 'filled' : 'default'}
      aria-label={text(`requests.${kind}Title`, { number })}
      onClick={() => onOpen({ kind, request })}
    >
      {text(`requests.${kind}`)}
    </Button>
  ));
  return (
    <span className={styles['buttons']}>
      {buttons}
      <Link
        to="/cases"
        search={{ new: true, customerId, requestId }}
        aria-label={text('cases.openOfRequest', { number })}
      >
        {text('cases.openOf')}
      </Link>
    </span>
  );
}
