/** What posting everything that is ready would bring, for those who may see money. */
import { useQuery } from '@tanstack/react-query';

import { stuckOrderRoutes } from '#contracts/http/service-orders-stuck.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { money } from '../../ui/format.ts';
import { Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import styles from './home-page.module.css';

export function ReadyValue() {
  const session = useSession();
  return mayCall(session, stuckOrderRoutes.readyValue) ? <Value /> : null;
}

function Value() {
  const { data, error, refetch } = useQuery(queryOf(stuckOrderRoutes.readyValue, {}));
  if (data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  const { orders, valued, unpriced, unconfirmed, values } = data;
  const looked = valued + unpriced + unconfirmed;
  return (
    <div className={styles['value']}>
      {values.length > 0 && (
        <strong>
          {text('ready.value', { values: values.map(money).join(' + ') })}
          {looked < orders && ` (${text('ready.of', { valued: looked, orders })})`}
        </strong>
      )}
      {unconfirmed > 0 && <Quiet>{text('ready.unconfirmed', { count: unconfirmed })}</Quiet>}
      {unpriced > 0 && <Quiet>{text('ready.unpriced', { count: unpriced })}</Quiet>}
    </div>
  );
}
