/** A new order under an agreement, with the ticked lines of its typical visit; the rest it takes from the agreement. */
import { useState } from 'react';
import { Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';

import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { TickedLines, useSourceLines } from '../../pickers/agreement-lines.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';

interface NewOrderUnderDialogProps {
  readonly agreementId: string;
  readonly customerId: string;
  readonly onClose: () => void;
}

export function NewOrderUnderDialog({ agreementId, customerId, onClose }: NewOrderUnderDialogProps) {
  const [ticked, setTicked] = useState<readonly string[] | null>(null);
  const [words, setWords] = useState('');
  const navigate = useNavigate();
  const create = useIntent(serviceOrderRoutes.create);
  const lines = useSourceLines(agreementId);
  const submit = () => {
    const description = textOrNothing(words);
    const agreementLines = ticked === null ? ('all' as const) : [...ticked];
    const body = { customerId, agreementId, agreementLines, ...(description === undefined ? {} : { description }) };
    create.mutate(
      { body },
      { onSuccess: ({ body: { orderId } }) => void navigate({ to: '/orders/$orderId', params: { orderId } }) },
    );
  };
  return (
    <FormDialog
      title={text('agreement.newOrder')}
      submit={text('agreement.createOrder')}
      isBusy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <Textarea
        label={text('order.description')}
        autosize
        maxLength={4000}
        data-autofocus
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <TickedLines legend={text('agreement.whichLines')} lines={lines} ticked={ticked} onChange={setTicked} />
    </FormDialog>
  );
}
