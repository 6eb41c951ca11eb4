/** Adding lines of the agreement, of a template or of another agreement of the customer to an order. */
import { useState } from 'react';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { orderLineRoutes } from '#contracts/http/service-orders-lines.ts';

import { useIntent } from '../../api/queries.ts';
import { AgreementSelect, TickedLines, useSourceLines } from '../../pickers/agreement-lines.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { text } from '../../ui/texts.ts';

export function TakeLinesDialog({ order, onClose }: { order: ServiceOrder; onClose: () => void }) {
  const [agreementId, setAgreementId] = useState(order.agreementId ?? '');
  const [ticked, setTicked] = useState<readonly string[] | null>(null);
  const take = useIntent(orderLineRoutes.copy);
  const lines = useSourceLines(agreementId);
  const submit = () => {
    if (agreementId === '') return;
    const body = { from: { agreementId }, ...(ticked === null ? {} : { lineIds: [...ticked] }) };
    take.mutate({ params: { orderId: order.orderId }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('orderAgreement.take')}
      submit={text('line.add')}
      isBusy={take.isPending}
      error={take.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <AgreementSelect
        label={text('agreement.copyFrom')}
        required
        customerId={order.customerId}
        value={agreementId}
        onChange={(chosen) => {
          setAgreementId(chosen);
          setTicked(null);
        }}
      />
      <TickedLines legend={text('agreement.whichLines')} lines={lines} ticked={ticked} onChange={setTicked} />
    </FormDialog>
  );
}
