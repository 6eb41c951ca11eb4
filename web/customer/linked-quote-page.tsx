/** The page of a quote for whoever has the link of the mail: without signing in, and with nothing else on it. */
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';

import { quoteRoutes } from '#contracts/http/service-orders-quotes.ts';

import { queryOf, useIntent } from '../api/queries.ts';
import { SchemeButton } from '../ui/scheme-button.tsx';
import { Waiting } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { CustomerPage } from './customer-page.tsx';
import styles from './customer.module.css';
import { QuotePanel } from './quote-panel.tsx';
import { useSpeech } from './speaking.tsx';

interface LinkedQuotePageProps {
  readonly quoteId: string;
  /** The secret of the link. */
  readonly linkKey: string;
}

export function LinkedQuotePage(props: LinkedQuotePageProps) {
  const { say } = useSpeech();
  return (
    <>
      <SkipLink />
      <header className={styles['bar']}>
        <span className={styles['brand']}>{say('app.title')}</span>
        <SchemeButton />
      </header>
      <main id="content" tabIndex={-1} className={styles['content']}>
        <LinkedQuote {...props} />
      </main>
    </>
  );
}

function LinkedQuote({ quoteId, linkKey: key }: LinkedQuotePageProps) {
  const { say } = useSpeech();
  const request = { params: { quoteId }, query: { key } };
  const { data, error, refetch } = useQuery(queryOf(quoteRoutes.readLinked, request));
  const answer = useIntent(quoteRoutes.answerLinked);
  const [problem, setProblem] = useState<unknown>(null);
  if (data === undefined)
    return (
      <CustomerPage title={say('quote.page')}>
        {error === null ? <Waiting /> : <ProblemNote error={error} onRetry={() => void refetch()} />}
      </CustomerPage>
    );
  return (
    <CustomerPage title={say('order.title', { number: data.orderNumber })}>
      <QuotePanel
        quote={data}
        isBusy={answer.isPending}
        error={problem}
        onAnswer={(said) =>
          answer.mutate(
            { params: { quoteId }, body: { ...said, key } },
            { onSuccess: () => setProblem(null), onError: setProblem },
          )
        }
      />
    </CustomerPage>
  );
}
