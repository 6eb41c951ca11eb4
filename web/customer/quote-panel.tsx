/** A quote for its customer: what more there is to do, at which price, until when, and yes or no. */
import { useState } from 'react';
import { Button, Textarea, TextInput } from '@mantine/core';

import type { Quote } from '#contracts/http/service-orders-quotes.ts';

import { Facts } from '../ui/facts.tsx';
import { quantity } from '../ui/format.ts';
import { Panel } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Table } from '../ui/table.tsx';
import type { Column } from '../ui/table.tsx';
import { textOrNothing } from '../ui/text-or-nothing.ts';
import styles from './customer.module.css';
import { amountOf, dayOf, momentOf } from './dates.ts';
import { useSpeech, type Speech } from './speaking.tsx';

type QuoteLine = Quote['lines'][number];

/** What the customer says. */
export interface Said {
  readonly state: 'approved' | 'rejected';
  readonly by: string;
  readonly note?: string;
}

interface QuotePanelProps {
  readonly quote: Quote;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onAnswer: (said: Said) => void;
}

export function QuotePanel({ quote, isBusy, error, onAnswer }: QuotePanelProps) {
  const { say, locale } = useSpeech();
  const { currency } = quote;
  const facts = [
    { label: say('quote.total'), value: amountOf(locale, { amount: quote.netMinor, currency }) },
    { label: say('quote.until'), value: dayOf(locale, `${quote.validUntil}T12:00:00.000Z`) },
  ];
  return (
    <Panel title={say('quote.title', { number: quote.number })}>
      <p role="status">{stateOf(quote, locale, say)}</p>
      {quote.text !== null && <p className={styles['words']}>{quote.text}</p>}
      <Table
        plain
        caption={say('quote.lines')}
        columns={columnsOf(currency, locale, say)}
        rows={quote.lines}
        keyOf={({ lineId }) => lineId}
      />
      <Facts facts={facts} />
      <p className={styles['quiet']}>{say('quote.net')}</p>
      {quote.state === 'open' && <AnswerFields isBusy={isBusy} onAnswer={onAnswer} />}
      <ProblemNote error={error} />
    </Panel>
  );
}

function stateOf({ state, settledAt, settledBy }: Quote, locale: string, say: Speech['say']): string {
  const values = { name: settledBy ?? '', when: settledAt === null ? '' : momentOf(locale, settledAt) };
  return say(`quote.state.${state}`, values);
}

function columnsOf(currency: string, locale: string, say: Speech['say']): readonly Column<QuoteLine>[] {
  return [
    {
      id: 'what',
      label: say('quote.what'),
      isTitle: true,
      cell: whatOf,
    },
    { id: 'quantity', label: say('quote.quantity'), isNumber: true, cell: (line) => quantity(line.quantity) },
    {
      id: 'amount',
      label: say('quote.amount'),
      isNumber: true,
      cell: ({ amountMinor: amount }) => amountOf(locale, { amount, currency }),
    },
  ];
}

/** `P-100 Valve: the old one leaks`, or the category where no item is meant. */
function whatOf({ item, category, description }: QuoteLine): string {
  const what = item === null ? category : `${item.number} ${item.name}`;
  return description === null ? what : `${what}: ${description}`;
}

function AnswerFields({ isBusy, onAnswer }: Pick<QuotePanelProps, 'isBusy' | 'onAnswer'>) {
  const { say } = useSpeech();
  const [name, setName] = useState('');
  const [words, setWords] = useState('');
  const [isChecked, setChecked] = useState(false);
  const answer = (state: Said['state']) => {
    const by = name.trim();
    setChecked(by === '');
    const note = textOrNothing(words);
    if (by !== '') onAnswer({ state, by, ...(note === undefined ? {} : { note }) });
  };
  return (
    <div className={styles['form']}>
      <TextInput
        label={say('quote.name')}
        required
        maxLength={200}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isChecked && name.trim() === '' ? say('form.required') : null}
      />
      <Textarea
        label={say('quote.note')}
        rows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button onClick={() => answer('approved')} loading={isBusy}>
        {say('quote.approve')}
      </Button>
      <Button variant="default" onClick={() => answer('rejected')} loading={isBusy}>
        {say('quote.reject')}
      </Button>
    </div>
  );
}
