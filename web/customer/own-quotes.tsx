/** The quotes of an order on its customer's page, the newest first; those that were withdrawn are left out. */
import { useQuery } from '@tanstack/react-query';

import { quoteRoutes } from '#contracts/http/service-orders-quotes.ts';

import { queryOf, useIntent } from '../api/queries.ts';
import { QuotePanel } from './quote-panel.tsx';

export function OwnQuotes({ orderId }: { orderId: string }) {
  const { data } = useQuery(queryOf(quoteRoutes.list, { params: { orderId } }));
  const answer = useIntent(quoteRoutes.answer);
  const shown = (data?.items ?? []).filter(({ state }) => state !== 'withdrawn');
  return shown.map((quote) => {
    const isAsked = answer.variables?.params.quoteId === quote.quoteId;
    return (
      <QuotePanel
        key={quote.quoteId}
        quote={quote}
        isBusy={isAsked && answer.isPending}
        error={isAsked ? answer.error : null}
        onAnswer={(body) => answer.mutate({ params: { orderId, quoteId: quote.quoteId }, body })}
      />
    );
  });
}
