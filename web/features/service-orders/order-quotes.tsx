/** The quotes of an order: what was asked, and what came of it. */
import { Button, Group } from '@mantine/core';

import { quoteRoutes, type Quote } from '#contracts/http/service-orders-quotes.ts';

import { useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { dateTime, day, money } from '../../ui/format.ts';
import { Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './order-page.module.css';

interface OrderQuotesProps {
  readonly orderId: string;
  readonly quotes: readonly Quote[];
  readonly onAnswer: (quote: Quote) => void;
}

export function OrderQuotes({ orderId, quotes, onAnswer }: OrderQuotesProps) {
  const session = useSession();
  const withdraw = useIntent(quoteRoutes.withdraw);
  if (quotes.length === 0) return <Quiet>{text('quotes.none')}</Quiet>;
  const actions: Column<Quote> = {
    id: 'actions',
    label: text('quotes.actions'),
    cell: (quote) =>
      quote.state !== 'open' ? null : (
        <Group gap="xs">
          {mayCall(session, quoteRoutes.answer) && (
            <Button
              variant="default"
              size="compact-xs"
              aria-label={text('quotes.answerOf', { number: quote.number })}
              onClick={() => onAnswer(quote)}
            >
              {text('quotes.answer')}
            </Button>
          )}
          {mayCall(session, quoteRoutes.withdraw) && (
            <Button
              variant="default"
              size="compact-xs"
              aria-label={text('quotes.withdrawOf', { number: quote.number })}
              onClick={() => withdraw.mutate({ params: { orderId, quoteId: quote.quoteId }, body: {} })}
            >
              {text('quotes.withdraw')}
            </Button>
          )}
        </Group>
      ),
  };
  return (
    <>
      <ProblemNote error={withdraw.error} />
      <Table
        plain
        caption={text('extra.title')}
        columns={[...columnsOf(), actions]}
        rows={quotes}
        keyOf={({ quoteId }) => quoteId}
      />
    </>
  );
}

const tones: Readonly<Record<Quote['state'], Tone>> = {
  open: 'warn',
  approved: 'good',
  rejected: 'bad',
  expired: 'neutral',
  withdrawn: 'neutral',
};

const columnsOf = (): readonly Column<Quote>[] => [
  { id: 'number', label: text('quotes.number'), isTitle: true, cell: ({ number }) => number },
  { id: 'state', label: text('quotes.state'), cell: (quote) => <StateCell quote={quote} /> },
  {
    id: 'net',
    label: text('quotes.net'),
    isNumber: true,
    cell: ({ netMinor: amount, currency }) => money({ amount, currency }),
  },
  { id: 'until', label: text('quotes.validUntil'), cell: ({ validUntil }) => day(validUntil) },
];

function StateCell({ quote }: { quote: Quote }) {
  const { state, settledAt, settledBy, how, note } = quote;
  const who = [
    settledBy,
    how === null ? null : textOf('extra.how', how),
    settledAt === null ? null : dateTime(settledAt),
  ];
  const words = [who.filter((word) => word !== null).join(', '), note].filter(Boolean);
  return (
    <span className={styles['what']}>
      <Badge tone={tones[state]}>{textOf('quotes.state', state)}</Badge>
      {words.length > 0 && <span className={styles['quiet']}>{words.join(': ')}</span>}
    </span>
  );
}
