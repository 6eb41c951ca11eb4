/** Recording that what a technician paid was paid back. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';

import { expenseRoutes, type PaidExpense } from '#contracts/http/service-orders-expenses.ts';

import { useTechnicianNames } from '../../api/names.ts';
import { useIntent } from '../../api/queries.ts';
import { useCurrency } from '../../api/setup.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { money } from '../../ui/format.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';

export function PayBackDialog({ expense, onClose }: { expense: PaidExpense; onClose: () => void }) {
  const { orderId, lineId, number, lineNumber: line, technicianId, paidMinor } = expense;
  const [reference, setReference] = useState('');
  const currency = useCurrency() ?? 'EUR';
  const name = useTechnicianNames([technicianId]).get(technicianId) ?? text('loading');
  const payBack = useIntent(expenseRoutes.payBack);
  const submit = () => {
    const given = textOrNothing(reference);
    const body = given === undefined ? {} : { reference: given };
    payBack.mutate({ params: { orderId, lineId }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('expenses.payBackOf', { number, line })}
      submit={text('expenses.payBack')}
      isBusy={payBack.isPending}
      error={payBack.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>{text('expenses.payBackWords', { amount: money({ amount: paidMinor, currency }), name })}</p>
      <TextInput
        label={text('expenses.reference')}
        description={text('expenses.referenceHelp')}
        maxLength={100}
        data-autofocus
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
