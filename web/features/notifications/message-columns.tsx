/** What people were sent, as columns of a list: to whom, what, how far it has come, and what a person may do about it. */
import { Button } from '@mantine/core';

import { notificationRoutes } from '#contracts/http/notifications.ts';
import type { Notification } from '#contracts/http/notifications.ts';
import { confirmArrival, sendAgain } from '#domain/notifications/notification.ts';
import type { DeliveryState } from '#domain/notifications/notification.ts';

import { useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Tone } from '../../ui/badge.tsx';
import { shortDateTime } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import styles from './notifications.module.css';
import { readerOf } from './reader.ts';

/** @param names of the users among the readers, by principal */
export function messageColumns(names: ReadonlyMap<string, string>): readonly Column<Notification>[] {
  return [
    {
      id: 'what',
      label: text('messages.what'),
      isTitle: true,
      cell: ({ subject, text: words }) => (
        <details className={styles['message']}>
          <summary>{subject}</summary>
          <span className={styles['quiet']}>{words}</span>
        </details>
      ),
    },
    { id: 'to', label: text('messages.to'), cell: (message) => readerOf(message, names) },
    { id: 'channel', label: text('messages.channel'), cell: ({ channel }) => text(`message.channel.${channel}`) },
    {
      id: 'when',
      label: text('messages.when'),
      cell: ({ createdAt }) => <time dateTime={createdAt}>{shortDateTime(createdAt)}</time>,
    },
    { id: 'state', label: text('messages.state'), cell: (message) => <State message={message} /> },
    {
      id: 'action',
      label: text('messages.action'),
      cell: (message) => <Actions message={message} to={readerOf(message, names)} />,
    },
  ];
}

/** The principals of the users among the readers. */
export function usersAmong(messages: readonly Notification[]): readonly string[] {
  return messages.flatMap(({ recipientKind, recipientId }) =>
    recipientKind === 'user' ? [`user:${recipientId}`] : [],
  );
}

const tones: Readonly<Record<DeliveryState, Tone>> = {
  waiting: 'info',
  'handing-over': 'info',
  sent: 'good',
  failed: 'bad',
  uncertain: 'warn',
};

function State({ message: { state, tries, error } }: { message: Notification }) {
  return (
    <span className={styles['state']}>
      <Badge tone={tones[state]}>{text(`message.state.${state}`)}</Badge>
      {tries > 1 && <span className={styles['quiet']}>{text('messages.tries', { count: tries })}</span>}
      {error !== null && <span className={styles['quiet']}>{error}</span>}
    </span>
  );
}

function Actions({ message, to }: { message: Notification; to: string }) {
  const session = useSession();
  const again = useIntent(notificationRoutes.sendAgain);
  const arrived = useIntent(notificationRoutes.confirmArrival);
  const { notificationId, subject } = message;
  const intent = { params: { notificationId }, body: {} };
  if (!mayCall(session, notificationRoutes.sendAgain) || !sendAgain(message).ok) return null;
  return (
    <span className={styles['buttons']}>
      {confirmArrival(message).ok && (
        <Button
          size="compact-sm"
          loading={arrived.isPending}
          aria-label={text('messages.thisArrived', { to, subject })}
          onClick={() => arrived.mutate(intent)}
        >
          {text('messages.arrived')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="default"
        loading={again.isPending}
        aria-label={text('messages.sendThisAgain', { to, subject })}
        onClick={() => again.mutate(intent)}
      >
        {text('messages.sendAgain')}
      </Button>
      <ProblemNote error={again.error ?? arrived.error} />
    </span>
  );
}
