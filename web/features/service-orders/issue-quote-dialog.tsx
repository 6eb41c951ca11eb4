/** A quote of extra lines: which, until when, and what the customer reads with it. */
import { useState } from 'react';
import { Textarea, TextInput } from '@mantine/core';

import { quoteRoutes } from '#contracts/http/service-orders-quotes.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { Quiet } from '../../ui/page.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { localTimeAt, ownTimeZone } from '../../ui/zoned-time.ts';
import { ExtraLinesField } from './extra-lines-field.tsx';
import type { OrderLine } from './order-lines.tsx';

/** How long a quote is offered unless somebody says otherwise, in days. */
const usualDays = 14;
const dayMs = 86_400_000;

interface IssueQuoteDialogProps {
  readonly orderId: string;
  readonly lines: readonly OrderLine[];
  readonly onClose: () => void;
}

export function IssueQuoteDialog({ orderId, lines, onClose }: IssueQuoteDialogProps) {
  const [lineIds, setLineIds] = useState(lines.map(({ lineId }) => lineId));
  const [validUntil, setValidUntil] = useState(dayAhead);
  const [words, setWords] = useState('');
  const [isChecked, setChecked] = useState(false);
  const issue = useIntent(quoteRoutes.issue);
  const submit = () => {
    setChecked(true);
    if (lineIds.length === 0 || validUntil === '') return;
    const said = textOrNothing(words);
    const body = { lineIds, validUntil, ...(said === undefined ? {} : { text: said }) };
    issue.mutate({ params: { orderId }, body }, { onSuccess: onClose });
  };
  const required = (isMissing: boolean) => (isChecked && isMissing ? text('form.required') : null);
  return (
    <FormDialog
      title={text('quotes.issueTitle')}
      submit={text('quotes.issue')}
      isBusy={issue.isPending}
      error={issue.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Quiet>{text('quotes.help')}</Quiet>
      <ExtraLinesField lines={lines} chosen={lineIds} onChange={setLineIds} error={required(lineIds.length === 0)} />
      <TextInput
        type="date"
        label={text('quotes.validUntil')}
        required
        value={validUntil}
        onChange={(event) => setValidUntil(event.currentTarget.value)}
        error={required(validUntil === '')}
      />
      <Textarea
        label={text('quotes.text')}
        rows={3}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function dayAhead(): string {
  return localTimeAt(new Date(Date.now() + usualDays * dayMs).toISOString(), ownTimeZone()).date;
}
