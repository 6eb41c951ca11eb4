/** The way to the inbox, with how much in it is new. */
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { notificationRoutes } from '#contracts/http/notifications.ts';

import { queryOf } from '../../api/queries.ts';
import { text } from '../../ui/texts.ts';
import styles from './notifications.module.css';

export function InboxLink() {
  const { data } = useQuery(queryOf(notificationRoutes.inbox, { query: { acknowledged: false, limit: 1 } }));
  const open = data?.open ?? 0;
  return (
    <Link to="/inbox">
      {text('inbox.title')}
      {open > 0 && (
        <>
          {' '}
          <span className={styles['count']}>{open}</span> <VisuallyHidden>{text('inbox.new')}</VisuallyHidden>
        </>
      )}
    </Link>
  );
}
