/** What we follow for a customer, with how it ended; what is closed is rated here. */
import { useQuery } from '@tanstack/react-query';

import { caseRoutes } from '#contracts/http/requests-cases.ts';
import type { OwnCase } from '#contracts/http/requests-cases.ts';

import { queryOf } from '../api/queries.ts';
import { Badge } from '../ui/badge.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import styles from './customer.module.css';
import { dayOf } from './dates.ts';
import { CaseRatingForm } from './rating-form.tsx';
import { useSpeech } from './speaking.tsx';

const most = 20;

/** Nothing where there is none: most customers have no case. */
export function CaseList() {
  const { say } = useSpeech();
  const { data, error } = useQuery(queryOf(caseRoutes.own, { query: { limit: most } }));
  const shown = (data?.items ?? []).filter(({ status, mayRate }) => status !== 'closed' || mayRate);
  if (shown.length === 0) return <ProblemNote error={error} />;
  return (
    <>
      <h2>{say('case.title')}</h2>
      <ul className={styles['list']}>
        {shown.map((found) => (
          <CaseCard key={found.caseId} found={found} />
        ))}
      </ul>
    </>
  );
}

function CaseCard({ found }: { found: OwnCase }) {
  const { say, locale } = useSpeech();
  const { number, subject, status, openedAt, resultNote } = found;
  return (
    <li className={styles['card']}>
      <p className={styles['what']}>{subject}</p>
      <p className={styles['status']}>
        <Badge tone="neutral">{say(`case.${status}`)}</Badge>
      </p>
      {resultNote !== null && <p className={styles['words']}>{resultNote}</p>}
      <p className={styles['quiet']}>
        {say('case.number', { number })} · {say('list.since', { when: dayOf(locale, openedAt) })}
      </p>
      {found.mayRate && <CaseRatingForm found={found} />}
    </li>
  );
}
