/** What the customer said of extra lines or of a quote, as it was told to somebody of the staff. */
import { useState } from 'react';
import { Radio, Stack, Textarea, TextInput } from '@mantine/core';

import { extraWorkRoutes } from '#contracts/http/service-orders-extra-work.ts';
import { quoteRoutes, type Quote } from '#contracts/http/service-orders-quotes.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text, textOf } from '../../ui/texts.ts';
import { ExtraLinesField } from './extra-lines-field.tsx';
import type { OrderLine } from './order-lines.tsx';

interface JudgeDialogProps {
  readonly orderId: string;
  /** Those that may be meant where it is not about a quote. */
  readonly lines: readonly OrderLine[];
  readonly quote: Quote | null;
  readonly onClose: () => void;
}

export function JudgeDialog({ orderId, lines, quote, onClose }: JudgeDialogProps) {
  const [lineIds, setLineIds] = useState(lines.map(({ lineId }) => lineId));
  const [state, setState] = useState<'approved' | 'rejected'>('approved');
  const [how, setHow] = useState<'phone' | 'on-site'>('phone');
  const [by, setBy] = useState('');
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  const judge = useIntent(extraWorkRoutes.judge);
  const answer = useIntent(quoteRoutes.answer);
  const submit = () => {
    setChecked(true);
    if (by.trim() === '' || (quote === null && lineIds.length === 0)) return;
    const words = textOrNothing(note);
    const said = { state, how, by: by.trim(), ...(words === undefined ? {} : { note: words }) };
    if (quote === null) judge.mutate({ params: { orderId }, body: { ...said, lineIds } }, { onSuccess: onClose });
    else answer.mutate({ params: { orderId, quoteId: quote.quoteId }, body: said }, { onSuccess: onClose });
  };
  const required = (isMissing: boolean) => (isChecked && isMissing ? text('form.required') : null);
  return (
    <FormDialog
      title={quote === null ? text('extra.judgeTitle') : text('quotes.answerOf', { number: quote.number })}
      submit={text('extra.record')}
      isBusy={judge.isPending || answer.isPending}
      error={judge.error ?? answer.error}
      onClose={onClose}
      onSubmit={submit}
    >
      {quote === null && (
        <ExtraLinesField lines={lines} chosen={lineIds} onChange={setLineIds} error={required(lineIds.length === 0)} />
      )}
      <Choice
        label={text('extra.state')}
        words="extra.state"
        of={['approved', 'rejected']}
        value={state}
        onChange={setState}
      />
      <Choice label={text('extra.how')} words="extra.how" of={['phone', 'on-site']} value={how} onChange={setHow} />
      <TextInput
        label={text('extra.by')}
        required
        maxLength={200}
        value={by}
        onChange={(event) => setBy(event.currentTarget.value)}
        error={required(by.trim() === '')}
      />
      <Textarea
        label={text('extra.note')}
        rows={2}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly words: 'extra.state' | 'extra.how';
  readonly of: readonly Value[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, words, of, value, onChange }: ChoiceProps<Value>) {
  const choose = (chosen: string) => {
    const found = of.find((each) => each === chosen);
    if (found !== undefined) onChange(found);
  };
  return (
    <Radio.Group label={label} value={value} onChange={choose}>
      <Stack gap="xs" mt="xs">
        {of.map((each) => (
          <Radio key={each} value={each} label={textOf(words, each)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
