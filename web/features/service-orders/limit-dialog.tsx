/** The net amount that lines without the customer's word may not go beyond. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { decimalOf, smallestPartsOf } from '#domain/shared/decimal.ts';

import { useIntent } from '../../api/queries.ts';
import { useCurrency } from '../../api/setup.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { placesOf } from '../../ui/format.ts';
import { text } from '../../ui/texts.ts';

export function LimitDialog({ order, onClose }: { order: ServiceOrder; onClose: () => void }) {
  const currency = useCurrency() ?? 'EUR';
  const { orderId, version, notToExceedMinor: before } = order;
  const places = placesOf(currency);
  const [typed, setTyped] = useState(before === null ? '' : decimalOf(before, places));
  const [isWrong, setWrong] = useState(false);
  const change = useIntent(serviceOrderRoutes.change);
  const submit = () => {
    const notToExceedMinor = typed.trim() === '' ? null : smallestPartsOf(typed, places);
    const isNone = notToExceedMinor === undefined || (notToExceedMinor !== null && notToExceedMinor < 0);
    setWrong(isNone);
    if (isNone) return;
    change.mutate({ params: { orderId }, body: { notToExceedMinor }, ifMatch: version }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('extra.limitTitle')}
      submit={text('form.save')}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={text('extra.limitField', { currency })}
        description={text('extra.limitHelp')}
        inputMode="decimal"
        maxLength={20}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={isWrong ? text('prices.amountHelp') : null}
      />
    </FormDialog>
  );
}
