/** How it was: one of five and some words, which may be said anew for a while. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Textarea } from '@mantine/core';

import { ownOrderRoutes } from '#contracts/http/service-orders-customer.ts';
import type { OwnOrder } from '#contracts/http/service-orders-customer.ts';

import { useIntent } from '../api/queries.ts';
import { Panel } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { ChoiceField } from './choice-field.tsx';
import styles from './customer.module.css';
import { useSpeech } from './speaking.tsx';

/** The best first. */
const ratings = [5, 4, 3, 2, 1] as const;

export function RatingForm({ order: { orderId, rating } }: { order: OwnOrder }) {
  const { say } = useSpeech();
  const [chosen, setChosen] = useState(rating === null ? '' : String(rating.rating));
  const [words, setWords] = useState(rating?.text ?? '');
  const [isChecked, setChecked] = useState(false);
  const rate = useIntent(ownOrderRoutes.rate);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (chosen === '') return;
    const text = words.trim() === '' ? null : words.trim();
    rate.mutate({ params: { orderId }, body: { rating: Number(chosen), text } });
  };
  return (
    <Panel title={say('rate.title')}>
      {rating !== null && <p role="status">{say('rate.thanks')}</p>}
      <form className={styles['form']} onSubmit={submit} noValidate>
        <ChoiceField
          legend={say('rate.yours')}
          choices={ratings.map((value) => ({ value: String(value), label: `${value} · ${say(`rate.${value}`)}` }))}
          value={chosen}
          onChange={setChosen}
          error={isChecked && chosen === '' ? say('rate.needed') : null}
        />
        <Textarea
          label={`${say('rate.text')} (${say('optional')})`}
          rows={3}
          maxLength={4000}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <ProblemNote error={rate.error} />
        <Button type="submit" loading={rate.isPending}>
          {say(rating === null ? 'rate.do' : 'rate.change')}
        </Button>
      </form>
    </Panel>
  );
}
