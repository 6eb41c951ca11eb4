/** What else is open and may be about the same: named before a request is accepted, and orders of it may take the request up. */
import { useQuery } from '@tanstack/react-query';

import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { AlikeConcern } from '#contracts/http/requests.ts';

import { queryOf } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { shortDateTime } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './requests.module.css';

interface AlikeConcernsProps {
  readonly requestId: string;
  /** Empty for a new order. */
  readonly intoOrderId: string;
  readonly onJoin: (intoOrderId: string) => void;
}

export function AlikeConcerns({ requestId, intoOrderId, onJoin }: AlikeConcernsProps) {
  const { data, error } = useQuery(queryOf(serviceRequestRoutes.alike, { params: { requestId } }));
  if (data === undefined) return <ProblemNote error={error} />;
  const striking = data.items.filter(({ likeness }) => likeness !== 'customer');
  const orders = data.items.filter(({ kind }) => kind === 'order');
  return (
    <>
      {striking.length > 0 && (
        <div className={styles['alike']} role="note">
          <strong>{text('requests.alike')}</strong>
          <ul>
            {striking.map((concern) => (
              <li key={concern.id}>{inWords(concern)}</li>
            ))}
          </ul>
        </div>
      )}
      {orders.length > 0 && (
        <ChoiceSelect
          label={text('requests.into')}
          description={text('requests.intoHelp')}
          choices={orders.map((order) => ({ value: order.id, label: inWords(order) }))}
          value={intoOrderId}
          onChange={onJoin}
        />
      )}
    </>
  );
}

function inWords({ kind, number, subject, submittedAt, likeness }: AlikeConcern): string {
  const [words = ''] = (subject ?? '').split('\n', 1);
  const what = textOf('requests.likeness', likeness);
  return text(kind === 'order' ? 'requests.alikeOrder' : 'requests.alikeRequest', {
    ...{ number, words, what, when: shortDateTime(submittedAt) },
  });
}
