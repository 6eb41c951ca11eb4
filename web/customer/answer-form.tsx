/** What we wait for, and where the customer answers. The order goes on when somebody of the staff has read it. */
import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Textarea } from '@mantine/core';

import { ownOrderRoutes } from '#contracts/http/service-orders-customer.ts';
import type { OwnOrder } from '#contracts/http/service-orders-customer.ts';

import { useIntent } from '../api/queries.ts';
import { Panel } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import styles from './customer.module.css';
import { useSpeech } from './speaking.tsx';

interface AnswerFormProps {
  readonly order: OwnOrder;
  readonly question: NonNullable<OwnOrder['question']>;
}

export function AnswerForm({ order, question }: AnswerFormProps) {
  const { say } = useSpeech();
  const [words, setWords] = useState('');
  const [isChecked, setChecked] = useState(false);
  const answer = useIntent(ownOrderRoutes.answer);
  const isAnswered = order.status === 'answered';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = words.trim();
    setChecked(text === '');
    if (text === '') return;
    answer.mutate({ params: { orderId: order.orderId }, body: { text } }, { onSuccess: () => setWords('') });
  };
  return (
    <Panel title={say(isAnswered ? 'answer.titleAgain' : 'answer.title')}>
      <p className={styles['words']}>{question.text ?? say('answer.noText')}</p>
      {isAnswered && <p role="status">{say('answer.again')}</p>}
      <form className={styles['form']} onSubmit={submit} noValidate>
        <Textarea
          label={say('answer.text')}
          rows={3}
          maxLength={4000}
          required
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          error={isChecked && words.trim() === '' ? say('form.required') : null}
        />
        <ProblemNote error={answer.error} />
        <Button type="submit" loading={answer.isPending}>
          {say('answer.do')}
        </Button>
      </form>
    </Panel>
  );
}
