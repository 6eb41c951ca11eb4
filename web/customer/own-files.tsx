/** Photos and documents that the staff show to their customer. */
import { useQuery } from '@tanstack/react-query';

import { orderFileRoutes } from '#contracts/http/service-orders-files.ts';

import { queryOf } from '../api/queries.ts';
import { FileTile } from '../ui/file-tile.tsx';
import { Panel } from '../ui/page.tsx';
import styles from './customer.module.css';
import { momentOf } from './dates.ts';
import { useSpeech } from './speaking.tsx';

export function OwnFiles({ orderId }: { orderId: string }) {
  const { say, locale } = useSpeech();
  const files = useQuery(queryOf(orderFileRoutes.list, { params: { orderId } })).data?.items ?? [];
  if (files.length === 0) return null;
  return (
    <Panel title={say('files.title')}>
      <ul className={styles['files']}>
        {files.map(({ orderFileId, fileId, mime, caption, addedAt }, index) => {
          const place = index + 1;
          const name = caption ?? say(mime === 'application/pdf' ? 'files.document' : 'photo.name', { place });
          return (
            <li key={orderFileId}>
              <FileTile fileId={fileId} mime={mime} label={say('files.open', { name })} />
              <span>{name}</span>
              <span className={styles['quiet']}>{momentOf(locale, addedAt)}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
