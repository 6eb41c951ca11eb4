/** The way to the inbox, with how much in it is new. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { notificationRoutes } from '#contracts/http/notifications.ts';

import { queryOf } from '../../api/queries.ts';
import { text } from '../../ui/texts.ts';
import styles from './notifications.module.css';

export function InboxLink() {
  const { data } = useQuery(queryOf(notificationRoutes.inbox, { query: { acknowledged: false, limit: 1 } }));
  const open = data?.open ?? 0;
  if (open === 0) return <Link to="/inbox">{text('inbox.title')}</Link>;
  return (
    <Link to="/inbox" aria-label={text('inbox.open', { count: open })}>
      {text('inbox.title')}
      <span aria-hidden="true" className={styles['count']}>
        {open}
      </span>
    </Link>
  );
}
