/** How it was: one of five and some words, which may be said anew for a while. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Textarea } from '@mantine/core';

import { ownOrderRoutes } from '#contracts/http/service-orders-customer.ts';
import type { OwnOrder } from '#contracts/http/service-orders-customer.ts';
import { caseRoutes } from '#contracts/http/requests-cases.ts';
import type { OwnCase } from '#contracts/http/requests-cases.ts';

import { useIntent } from '../api/queries.ts';
import { Panel } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { ChoiceField } from './choice-field.tsx';
import styles from './customer.module.css';
import { useSpeech } from './speaking.tsx';

/** The best first. */
const ratings = [5, 4, 3, 2, 1] as const;

interface Rating {
  readonly rating: number;
  readonly text: string | null;
}

export function RatingForm({ order: { orderId, rating } }: { order: OwnOrder }) {
  const rate = useIntent(ownOrderRoutes.rate);
  const onRate = (body: Rating) => rate.mutate({ params: { orderId }, body });
  return <RatingFields rating={rating} isBusy={rate.isPending} error={rate.error} onRate={onRate} />;
}

export function CaseRatingForm({ found: { caseId, rating } }: { found: OwnCase }) {
  const rate = useIntent(caseRoutes.rate);
  const onRate = (body: Rating) => rate.mutate({ params: { caseId }, body });
  return <RatingFields rating={rating} isBusy={rate.isPending} error={rate.error} onRate={onRate} />;
}

interface RatingFieldsProps {
  readonly rating: Rating | null;
  readonly isBusy: boolean;
  readonly error: Error | null;
  readonly onRate: (rating: Rating) => void;
}

function RatingFields({ rating, isBusy, error, onRate }: RatingFieldsProps) {
  const { say } = useSpeech();
  const [chosen, setChosen] = useState(rating === null ? '' : String(rating.rating));
  const [words, setWords] = useState(rating?.text ?? '');
  const [isChecked, setChecked] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (chosen === '') return;
    const text = words.trim() === '' ? null : words.trim();
    onRate({ rating: Number(chosen), text });
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
        <ProblemNote error={error} />
        <Button type="submit" loading={isBusy}>
          {say(rating === null ? 'rate.do' : 'rate.change')}
        </Button>
      </form>
    </Panel>
  );
}
